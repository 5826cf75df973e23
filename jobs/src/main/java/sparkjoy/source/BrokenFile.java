package sparkjoy.source;

/** Says that a file cannot be read further and why; raised only after all that came before the break was handed out. */
final class BrokenFile extends Exception {
    private final Fault fault;
    private final boolean isLineWhole;

    private BrokenFile(Fault fault, String detail, boolean isLineWhole) {
        super(detail);
        this.fault = fault;
        this.isLineWhole = isLineWhole;
    }

    /** The break lies inside compressed data: the line before it may be cut. */
    static BrokenFile within(Fault fault, String detail) {
        return new BrokenFile(fault, detail, false);
    }

    /** The break lies between members or in a trailer: the line before it is whole. */
    static BrokenFile after(Fault fault, String detail) {
        return new BrokenFile(fault, detail, true);
    }

    Fault fault() {
        return fault;
    }

    boolean isLineWhole() {
        return isLineWhole;
    }
}
