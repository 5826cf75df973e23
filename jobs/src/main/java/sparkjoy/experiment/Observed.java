package sparkjoy.experiment;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the units of a metric did as of one look.
 *
 * @param counted with numerators at most the cap
 * @param raw as they are; the same where there is no cap
 * @param cap the value at which numerators are capped
 */
record Observed(ArmMoments counted, ArmMoments raw, Optional<Double> cap) {

    /** Of the cohorts that have entered by the look, and of those above a cap as of it. */
    static Observed of(List<Cohort> entered, List<Cohort> above, Optional<Double> cap) {
        ArmMoments counted = ArmMoments.of(above);
        entered.forEach(counted::add);
        if (above.isEmpty()) {
            return new Observed(counted, counted, cap);
        }
        ArmMoments raw = ArmMoments.of(above.stream().map(Cohort::uncapped).toList());
        entered.forEach(raw::add);
        return new Observed(counted, raw, cap);
    }

    /** One epoch of weights alone. */
    Observed only(LocalDate epoch) {
        return new Observed(counted.only(epoch), raw.only(epoch), cap);
    }

    /** All epochs as if they had been one. */
    Observed pooled() {
        return new Observed(counted.pooled(), raw.pooled(), cap);
    }
}
