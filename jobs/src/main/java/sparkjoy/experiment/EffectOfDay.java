package sparkjoy.experiment;

import java.util.Optional;

/**
 * What a variant changed on one day after the first exposure.
 *
 * @param day from 1, the 24 hours after the first exposure
 * @param units of both arms, also those that did nothing on that day
 * @param lift as a share of the baseline, with its interval; empty where the baseline is 0
 * @param pValue two-sided, of no effect
 */
public record EffectOfDay(
        String metric,
        String variant,
        int day,
        long units,
        double control,
        double value,
        Optional<Double> lift,
        Optional<Double> low,
        Optional<Double> high,
        double pValue) {}
