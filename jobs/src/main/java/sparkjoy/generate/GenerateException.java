package sparkjoy.generate;

/** The user's mistake: what was asked for cannot be generated; the message says how to fix it. */
public final class GenerateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GenerateException(String message) {
        super(message);
    }
}
