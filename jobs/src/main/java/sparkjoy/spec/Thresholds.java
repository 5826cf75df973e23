package sparkjoy.spec;

/** How much may be refused before a run says PARTIAL (exit 3). */
public record Thresholds(
        @Explain("share of refused lines of a run above which it is PARTIAL, 0 to 1") double refusedShare,
        @Explain("share of a file's lines above which nothing of the file is published, 0 to 1")
                double refusedFileShare) {}
