package sparkjoy.bronze;

/** The tables that hold lines; that of files is {@link Ledger#TABLE}. */
final class BronzeTables {
    /** The lines that were accepted. */
    static final String LINES = "bronze.segment_logs";
    /** The lines and objects that were refused. */
    static final String QUARANTINE = "bronze.quarantine";

    private BronzeTables() {}
}
