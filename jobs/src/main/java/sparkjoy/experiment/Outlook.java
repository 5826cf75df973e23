package sparkjoy.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import sparkjoy.experiment.statistics.AlwaysValidPower;
import sparkjoy.experiment.statistics.Effect;
import sparkjoy.experiment.statistics.Power;
import sparkjoy.experiment.statistics.Sequential;
import sparkjoy.spec.Metric;

/**
 * What an experiment can see by one metric, by the rule of its verdict, and when it will have seen enough, with a chance of
 * 80 %.
 *
 * @param detectableLift the smallest change that would be seen now, as a share of the baseline
 * @param wantedLift the specification's mde
 * @param alpha that the metric's p must be below: the experiment's, divided by the tests of its family
 * @param isAlwaysValid the p is the always-valid one, as while the experiment runs
 * @param unitsPerDay that the baseline and the variant get together
 * @param days until the wanted lift would be seen, 0 where it would be now; empty where no units come
 */
public record Outlook(
        String metric,
        String variant,
        double detectableLift,
        double wantedLift,
        double alpha,
        boolean isAlwaysValid,
        double unitsPerDay,
        Optional<Long> days) {
    private static final double POWER = 0.8;

    /** How verdicts are reached: the alpha of a family, and whether the experiment is looked at every day. */
    record Rule(double alpha, boolean isRunning) {}

    /** Of the lines with an effect relative to their baseline. */
    static List<Outlook> all(List<ReadoutLine> lines, Traffic traffic, Map<String, Metric> metrics, Rule rule) {
        return lines.stream()
                .filter(line -> line.estimate().flatMap(Estimate::lift).isPresent())
                .filter(line -> metrics.containsKey(line.metric()))
                .map(line -> of(line, traffic, metrics.get(line.metric()).mde(), rule, alpha(line, lines, rule)))
                .toList();
    }

    /** A harm to a guardrail counts by its own p. */
    private static double alpha(ReadoutLine line, List<ReadoutLine> lines, Rule rule) {
        long tests = lines.stream()
                .filter(other -> other.role() == line.role())
                .filter(other -> other.estimate().isPresent()
                        || (rule.isRunning() && !other.status().equals("FAILED")))
                .count();
        return line.isGuardrail() ? rule.alpha() : rule.alpha() / tests;
    }

    private static Outlook of(ReadoutLine line, Traffic traffic, double mde, Rule rule, double alpha) {
        Estimate found = line.estimate().orElseThrow();
        double baseline = Math.abs(found.controlMean());
        Effect effect =
                new Effect(found.effect(), found.standardError(), found.degreesOfFreedom(), found.observations());
        double unitsPerDay = traffic.between(line.baseline(), line.variant());
        boolean isAlwaysValid = rule.isRunning() && !line.isGuardrail();
        AlwaysValidPower always =
                new AlwaysValidPower(new Sequential(rule.alpha(), Sequential.DEFAULT_TUNING), alpha, POWER);
        Power once = new Power(alpha, POWER);
        double perDay = unitsPerDay * found.observations() / found.units();
        OptionalLong days = isAlwaysValid
                ? always.daysNeeded(effect, mde * baseline, perDay)
                : once.daysNeeded(effect, mde * baseline, perDay);
        return new Outlook(
                line.metric(),
                line.variant(),
                (isAlwaysValid ? always.minimumDetectable(effect) : once.minimumDetectable(effect)) / baseline,
                mde,
                alpha,
                isAlwaysValid,
                unitsPerDay,
                days.isPresent() ? Optional.of(days.getAsLong()) : Optional.empty());
    }
}
