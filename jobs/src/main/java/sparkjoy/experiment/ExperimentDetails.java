package sparkjoy.experiment;

import java.time.LocalDate;
import java.util.List;

/**
 * What a data scientist wants to know beyond the verdict.
 *
 * @param dimensions the lines of each value of a dimension as of the last look
 * @param course what each look said, as it is computed now: late events are in the looks that they belong to
 * @param novelty effects by day since the first exposure
 */
public record ExperimentDetails(List<OfValue> dimensions, List<Look> course, List<EffectOfDay> novelty) {

    /** One line of one value of a dimension. */
    public record OfValue(String dimension, String value, ReadoutLine line) {}

    /** One variant as of one day: what its lines meant together, as if the experiment had been running. */
    public record Look(LocalDate day, String variant, Conclusion conclusion, List<ReadoutLine> lines) {}
}
