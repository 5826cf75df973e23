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
import sparkjoy.experiment.statistics.Moments;
import sparkjoy.experiment.statistics.Posterior;
import sparkjoy.experiment.statistics.Prior;
import sparkjoy.experiment.statistics.SampleRatio;
import sparkjoy.experiment.statistics.Sequential;
import sparkjoy.experiment.statistics.Stratification;
import sparkjoy.experiment.statistics.Stratum;
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
        Pair pair = pair(variant, arms, epochs, history);
        Comparison comparison = new Comparison(metric.minimumUnits());
        Finding<Effect> relative = comparison.relative(pair.control(), pair.variant());
        Finding<Effect> absolute = comparison.absolute(pair.control(), pair.variant());
        Numbers.Method method = new Numbers.Method(
                name(history) + (epochs.size() > 1 ? "+epochs" : ""),
                history.map(Cuped::theta),
                history.flatMap(cuped -> pair.reduction()),
                srm(arms));
        Pair raw = metric.cap().isEmpty() ? pair : pair(variant, observed.raw(), epochs, Optional.empty());
        return absolute.map(
                effect -> numbers(pair, means(pair, raw, observed.cap()), effect, relative.value(), method));
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
        return new Numbers(
                method,
                control.units(),
                variant.units(),
                means,
                effect,
                lift.map(Effect::estimate),
                effect.interval(experiment.alpha()),
                sequential.pValue(effect),
                sequential.interval(effect),
                better.chanceToWin(),
                better.expectedLoss(),
                metric.margin().map(margin -> margin(lift.map(found -> uncertain(found, effect)), margin, sequential)));
    }

    /** Tests the smallest harm that is not accepted; relative to a baseline of 0 nothing can be shown. */
    private Numbers.Margin margin(Optional<Effect> lift, double margin, Sequential sequential) {
        return lift.map(found -> shifted(found, margin))
                .filter(effect -> effect.estimate() > 0)
                .map(effect -> new Numbers.Margin(effect.pValue(), sequential.pValue(effect)))
                .orElse(new Numbers.Margin(1, 1));
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

    private Effect shifted(Effect lift, double margin) {
        double good = metric.direction() == Metric.Direction.UP ? lift.estimate() : -lift.estimate();
        return new Effect(good + margin, lift.standardError(), lift.degreesOfFreedom(), lift.units());
    }

    /** Relative to a baseline of 0 nothing can be believed. */
    private Prior prior(ArmEstimate control) {
        return experiment
                .prior()
                .filter(belief -> control.unadjusted() != 0)
                .map(belief -> new Prior(belief.mean(), belief.sd() * belief.sd()).times(control.unadjusted()))
                .orElse(Prior.FLAT);
    }

    /** A proportion's variance follows from itself, so that history is used for means and ratios only. */
    private Optional<Cuped> history(ArmMoments arms) {
        return switch (metric.kind()) {
            case PROPORTION -> Optional.empty();
            case MEAN -> Optional.of(Cuped.ofMean(arms.all()));
            case RATIO -> Optional.of(Cuped.ofRatio(arms.all()));
        };
    }

    private Pair pair(String variant, ArmMoments arms, List<LocalDate> epochs, Optional<Cuped> history) {
        return epochs.size() > 1 ? stratified(variant, arms, epochs, history) : pooled(variant, arms, history);
    }

    private Pair pooled(String variant, ArmMoments arms, Optional<Cuped> history) {
        String baseline = experiment.baseline();
        return new Pair(estimate(baseline, arms.of(baseline), history), estimate(variant, arms.of(variant), history));
    }

    private Pair stratified(String variant, ArmMoments arms, List<LocalDate> epochs, Optional<Cuped> history) {
        String baseline = experiment.baseline();
        List<Stratum> strata = epochs.stream()
                .map(epoch -> new Stratum(
                        estimate(baseline, arms.of(epoch, baseline), history),
                        estimate(variant, arms.of(epoch, variant), history)))
                .toList();
        Stratification all = Stratification.of(baseline, variant, strata);
        return new Pair(all.control(), all.variant());
    }

    private Finding<ArmEstimate> estimate(String arm, Moments moments, Optional<Cuped> history) {
        return history.map(cuped -> cuped.adjusted(arm, moments)).orElseGet(() -> switch (metric.kind()) {
            case PROPORTION -> Arms.proportion(arm, moments);
            case MEAN -> Arms.mean(arm, moments);
            case RATIO -> Arms.ratio(arm, moments);
        });
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
                };
        return plain + (history.filter(cuped -> cuped.theta() != 0).isPresent() ? "+cuped" : "");
    }

    private record Pair(Finding<ArmEstimate> control, Finding<ArmEstimate> variant) {

        /** What history takes away from the variance of just these estimates. */
        Optional<Double> reduction() {
            return control.flatMap(baseline -> variant.flatMap(other -> ArmEstimate.varianceReduction(baseline, other)))
                    .value();
        }
    }
}
