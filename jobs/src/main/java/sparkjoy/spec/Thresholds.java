package sparkjoy.spec;

import java.util.Optional;

/** How much may be refused: above the soft ones a run says PARTIAL (exit 3), above the hard ones a file is not published. */
public record Thresholds(
        @Explain("share of refused lines of a run above which it is PARTIAL, 0 to 1") double refusedShare,
        @Explain("number of refused lines of a run above which it is PARTIAL; unset: any number")
                Optional<Integer> refusedLines,
        @Explain("share of refused lines of one source above which the run is PARTIAL, 0 to 1; unset: any share")
                Optional<Double> refusedSourceShare,
        @Explain("number of refused lines of one source above which the run is PARTIAL; unset: any number")
                Optional<Integer> refusedSourceLines,
        @Explain("share of refused lines of one file above which the run is PARTIAL, 0 to 1; unset: any share")
                Optional<Double> partialFileShare,
        @Explain("number of refused lines of one file above which the run is PARTIAL; unset: any number")
                Optional<Integer> partialFileLines,
        @Explain("share of a file's lines above which nothing of the file is published and the run is PARTIAL, 0 to 1")
                double refusedFileShare,
        @Explain("number of a file's refused lines above which nothing of the file is published and the"
                        + " run is PARTIAL; unset: any number")
                Optional<Integer> refusedFileLines) {}
