package sparkjoy.experiment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import sparkjoy.experiment.statistics.Effect;
import sparkjoy.experiment.statistics.Power;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Spec;

/**
 * What an experiment can see by one metric, and when it will have seen enough, with a chance of 80 %.
 *
 * @param detectableLift the smallest change that would be seen now, as a share of the baseline
 * @param wantedLift the specification's mde
 * @param unitsPerDay that the baseline and the variant get together
 * @param days until the wanted lift would be seen, 0 where it would be now; empty where no units come
 */
public record Outlook(
        String metric,
        String variant,
        double detectableLift,
        double wantedLift,
        double unitsPerDay,
        Optional<Long> days) {
    private static final double POWER = 0.8;

    static List<Outlook> all(List<ReadoutLine> lines, Traffic traffic, Spec spec, Experiment experiment) {
        return lines.stream()
                .filter(line -> line.estimate().isPresent() && spec.metrics().containsKey(line.metric()))
                .map(line -> of(line, traffic, spec.metrics().get(line.metric()).mde(), experiment.alpha()))
                .toList();
    }

    private static Outlook of(ReadoutLine line, Traffic traffic, double mde, double alpha) {
        ReadoutLine.Estimate found = line.estimate().orElseThrow();
        double baseline = Math.abs(found.controlMean());
        Effect effect = new Effect(found.effect(), found.standardError(), found.degreesOfFreedom(), found.units());
        double unitsPerDay = traffic.between(line.baseline(), line.variant());
        Power power = new Power(alpha, POWER);
        OptionalLong days = power.daysNeeded(effect, mde * baseline, unitsPerDay);
        return new Outlook(
                line.metric(),
                line.variant(),
                power.minimumDetectable(effect) / baseline,
                mde,
                unitsPerDay,
                days.isPresent() ? Optional.of(days.getAsLong()) : Optional.empty());
    }
}
