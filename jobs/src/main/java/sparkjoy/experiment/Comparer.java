package sparkjoy.experiment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sparkjoy.experiment.statistics.ArmEstimate;
import sparkjoy.experiment.statistics.Arms;
import sparkjoy.experiment.statistics.Comparison;
import sparkjoy.experiment.statistics.Cuped;
import sparkjoy.experiment.statistics.Effect;
import sparkjoy.experiment.statistics.Finding;
import sparkjoy.experiment.statistics.Posterior;
import sparkjoy.experiment.statistics.Prior;
import sparkjoy.experiment.statistics.SampleRatio;
import sparkjoy.experiment.statistics.Sequential;
import sparkjoy.experiment.statistics.Status;
import sparkjoy.experiment.statistics.WeightsEpoch;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;

/** Compares the arms of one metric of one experiment as of one day. */
record Comparer(Experiment experiment, Metric metric) {

    /** The numbers of a variant against the baseline, or why there are none. */
    Finding<Numbers> compared(String variant, Observed observed) {
        ArmMoments arms = observed.counted();
        Optional<Cuped> history = history(arms);
        List<LocalDate> epochs = arms.epochs(experiment.baseline(), variant);
        Estimator plain = plain(observed);
        Estimator estimator = history.<Estimator>map(cuped -> (arm, some) -> cuped.adjusted(arm, some.moments(arm)))
                .orElse(plain);
        Pair pair = Pair.of(experiment.baseline(), variant, arms, estimator);
        Comparison comparison = comparison();
        Finding<Effect> relative = comparison.relative(pair.control(), pair.variant());
        Finding<Effect> absolute = comparison.absolute(pair.control(), pair.variant());
        Numbers.Method method = new Numbers.Method(
                name(history) + (epochs.size() > 1 ? "+epochs" : ""),
                history.map(Cuped::theta),
                history.flatMap(cuped -> pair.reduction()),
                srm(arms));
        Pair raw = metric.cap().isEmpty()
                ? pair
                : Pair.of(experiment.baseline(), variant, observed.raw(), plain(observed));
        Finding<Numbers> found = absolute.map(
                effect -> numbers(pair, means(pair, raw, observed.cap()), effect, relative.value(), method));
        Finding<Numbers> all = found.map(numbers -> numbers.withHistory(before(variant, arms)));
        return metric.kind() == Metric.Kind.QUANTILE
                ? all.flatMap(numbers -> ofUnits(numbers, variant, observed))
                : all;
    }

    /** Estimates of a quantile count values; units are asked for and shown all the same. */
    private Finding<Numbers> ofUnits(Numbers numbers, String variant, Observed observed) {
        Comparison comparison = new Comparison(metric.minimumUnits());
        for (String arm : List.of(experiment.baseline(), variant)) {
            long units = observed.counted().moments(arm).units();
            if (units < metric.minimumUnits()) {
                return comparison.tooFew(arm, units);
            }
        }
        return new Finding<>(
                Status.OK,
                "",
                Optional.of(numbers.ofUnits(
                        observed.counted().moments(experiment.baseline()).units(),
                        observed.counted().moments(variant).units(),
                        values(variant, observed))));
    }

    private static Numbers.Means means(Pair pair, Pair raw, Optional<Double> cap) {
        return new Numbers.Means(
                pair.control().value().orElseThrow().unadjusted(),
                pair.variant().value().orElseThrow().unadjusted(),
                raw.control().value().orElseThrow().unadjusted(),
                raw.variant().value().orElseThrow().unadjusted(),
                cap);
    }

    private Numbers numbers(
            Pair pair, Numbers.Means means, Effect effect, Optional<Effect> lift, Numbers.Method method) {
        ArmEstimate control = pair.control().value().orElseThrow();
        ArmEstimate variant = pair.variant().value().orElseThrow();
        Sequential sequential = new Sequential(experiment.alpha(), Sequential.DEFAULT_TUNING);
        Posterior belief = Posterior.of(effect, prior(control));
        Posterior better = metric.direction() == Metric.Direction.UP ? belief : belief.opposite();
        Optional<Effect> uncertain = lift.map(found -> uncertain(found, effect));
        return new Numbers(
                method,
                control.units(),
                variant.units(),
                means,
                effect,
                uncertain,
                experiment.alpha(),
                effect.interval(experiment.alpha()),
                sequential.pValue(effect),
                sequential.interval(effect),
                better.chanceToWin(),
                better.expectedLoss(),
                metric.margin().map(margin -> margin(pair, effect, margin, sequential)),
                Optional.empty(),
                Optional.empty());
    }

    /** Tests the smallest harm that is not accepted. */
    private Numbers.Margin margin(Pair pair, Effect effect, double margin, Sequential sequential) {
        Effect within = Comparison.withinMargin(
                pair.control().value().orElseThrow(),
                pair.variant().value().orElseThrow(),
                effect,
                margin,
                metric.direction() == Metric.Direction.UP);
        return within.estimate() > 0
                ? new Numbers.Margin(within.pValue(), sequential.pValue(within))
                : new Numbers.Margin(1, 1);
    }

    /**
     * A variant whose units are all 0 has a lift of -100 % without any error by the delta method, however few its units:
     * there the error is that of the effect as a share of the same baseline.
     */
    private static Effect uncertain(Effect lift, Effect effect) {
        return lift.standardError() > 0
                ? lift
                : new Effect(
                        lift.estimate(),
                        effect.standardError() * Math.abs(lift.estimate() / effect.estimate()),
                        lift.degreesOfFreedom(),
                        lift.units());
    }

    /** Relative to a baseline of 0 nothing can be believed. */
    private Prior prior(ArmEstimate control) {
        return experiment
                .prior()
                .filter(belief -> control.unadjusted() != 0)
                .map(belief -> new Prior(belief.mean(), belief.sd() * belief.sd()).times(control.unadjusted()))
                .orElse(Prior.FLAT);
    }

    /** Minimum units are those of the metric; a quantile checks its own, for its estimates count values. */
    private Comparison comparison() {
        return new Comparison(metric.kind() == Metric.Kind.QUANTILE ? 2 : metric.minimumUnits());
    }

    /** A proportion's variance follows from itself, so that history is used for means and ratios only. */
    private Optional<Cuped> history(ArmMoments arms) {
        return switch (metric.kind()) {
            case PROPORTION, QUANTILE -> Optional.empty();
            case MEAN -> Optional.of(Cuped.ofMean(arms.all()));
            case RATIO -> Optional.of(Cuped.ofRatio(arms.all()));
        };
    }

    private Estimator plain(Observed observed) {
        return switch (metric.kind()) {
            case PROPORTION -> (arm, some) -> Arms.proportion(arm, some.moments(arm));
            case MEAN -> (arm, some) -> Arms.mean(arm, some.moments(arm));
            case RATIO -> (arm, some) -> Arms.ratio(arm, some.moments(arm));
            case QUANTILE ->
                (arm, some) -> Arms.quantile(arm, metric.quantile().orElseThrow(), observed.sample(arm, some));
        };
    }

    /** What the units did before, where the arms differ by chance alone; nothing where nobody did anything. */
    private Optional<Numbers.History> before(String variant, ArmMoments arms) {
        boolean isRatio = metric.kind() == Metric.Kind.RATIO;
        Pair pair = Pair.of(
                experiment.baseline(), variant, arms, (arm, some) -> Arms.history(arm, some.moments(arm), isRatio));
        return new Comparison(metric.minimumUnits())
                .absolute(pair.control(), pair.variant())
                .value()
                .map(effect -> new Numbers.History(
                        pair.control().value().orElseThrow().value(),
                        pair.variant().value().orElseThrow().value(),
                        effect.pValue()));
    }

    private Optional<Numbers.Values> values(String variant, Observed observed) {
        return metric.quantileOf() == Metric.QuantileOf.EVENTS
                ? Optional.of(new Numbers.Values(observed.values(experiment.baseline()), observed.values(variant)))
                : Optional.empty();
    }

    /** Pooled epochs have no weights of their own. */
    private Optional<Double> srm(ArmMoments arms) {
        if (arms.isPooled()) {
            return Optional.empty();
        }
        List<WeightsEpoch> epochs = arms.byEpoch().keySet().stream()
                .map(epoch -> new WeightsEpoch(arms.units(epoch), weights(epoch)))
                .toList();
        return SampleRatio.of(epochs).value().map(SampleRatio::pValue);
    }

    private Map<String, ? extends Number> weights(LocalDate epoch) {
        return experiment.weights().stream()
                .filter(weights -> weights.from().equals(epoch))
                .findFirst()
                .orElseThrow()
                .arms();
    }

    private String name(Optional<Cuped> history) {
        String plain =
                switch (metric.kind()) {
                    case PROPORTION -> "proportion";
                    case MEAN -> "welch";
                    case RATIO -> "delta";
                    case QUANTILE -> "quantile";
                };
        return plain + (history.filter(cuped -> cuped.theta() != 0).isPresent() ? "+cuped" : "");
    }
}
