package sparkjoy.models;

/** A file or answer that cannot be read; the message never repeats its content, which may hold secrets. */
final class BadFile extends Exception {
    private static final long serialVersionUID = 1L;

    private final String place;

    BadFile(String place, String reason) {
        super(reason);
        this.place = place;
    }

    /** As file:line, or a REST path. */
    String place() {
        return place;
    }
}
