package sparkjoy.experiment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sparkjoy.experiment.statistics.QuantileSample;

/**
 * What the units of a metric did as of one look.
 *
 * @param counted with numerators at most the cap
 * @param raw as they are; the same where there is no cap
 * @param cap the value at which numerators are capped
 * @param quantiles by epoch and variant; empty where the metric is not a quantile
 */
record Observed(
        ArmMoments counted, ArmMoments raw, Optional<Double> cap, Map<Quantiles.Arm, Quantiles.Values> quantiles) {

    /** Of the cohorts that have entered by the look, and of those above a cap as of it. */
    static Observed of(
            List<Cohort> entered,
            List<Cohort> above,
            Optional<Double> cap,
            Map<Quantiles.Arm, Quantiles.Values> quantiles) {
        ArmMoments counted = ArmMoments.of(above);
        entered.forEach(counted::add);
        if (above.isEmpty()) {
            return new Observed(counted, counted, cap, quantiles);
        }
        ArmMoments raw = ArmMoments.of(above.stream().map(Cohort::uncapped).toList());
        entered.forEach(raw::add);
        return new Observed(counted, raw, cap, quantiles);
    }

    /** One epoch of weights alone. */
    Observed only(LocalDate epoch) {
        return new Observed(counted.only(epoch), raw.only(epoch), cap, quantiles);
    }

    /** All epochs as if they had been one. */
    Observed pooled() {
        return new Observed(counted.pooled(), raw.pooled(), cap, quantiles);
    }

    /** The quantile of an arm in an epoch, or where epochs are pooled, in all of them. */
    QuantileSample sample(String arm, ArmMoments some) {
        long units = some.moments(arm).units();
        return some.byEpoch().isEmpty()
                ? Quantiles.Values.NONE.ofUnits(units)
                : quantiles
                        .getOrDefault(new Quantiles.Arm(epoch(some), arm), Quantiles.Values.NONE)
                        .ofUnits(units);
    }

    /** How many values are behind the quantiles of an arm. */
    long values(String arm) {
        return counted.isPooled()
                ? sample(arm, counted).values()
                : counted.byEpoch().keySet().stream()
                        .mapToLong(epoch -> sample(arm, counted.only(epoch)).values())
                        .sum();
    }

    private static String epoch(ArmMoments some) {
        return some.isPooled() ? Dimensions.POOLED : some.byEpoch().firstKey().toString();
    }
}
