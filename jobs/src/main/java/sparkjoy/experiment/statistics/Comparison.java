package sparkjoy.experiment.statistics;

/**
 * A variant against the baseline. Standard errors and degrees of freedom are Welch's: variances are not assumed to be
 * equal, and degrees of freedom are those of the absolute effect for the relative one too. Where all units of one arm are
 * the same, chance is that of the other arm; only where this is true of both, nothing can be computed.
 *
 * @param minimumUnits that each arm must have, at least 2
 */
public record Comparison(long minimumUnits) {

    public Comparison {
        if (minimumUnits < 2) {
            throw new IllegalArgumentException(
                    "minimumUnits is " + minimumUnits + "; a variance needs at least 2 units per arm");
        }
    }

    /** T - C in the unit of the metric, with the adjusted values where history is used. */
    public Finding<Effect> absolute(Finding<ArmEstimate> control, Finding<ArmEstimate> variant) {
        return control.flatMap(baseline -> variant.flatMap(other -> absolute(baseline, other)));
    }

    /**
     * L = (T - C) / |C|, C being the unadjusted baseline; variance by the delta method: without history V_T / C² + V_C T² /
     * C⁴. With history, T and C of the difference are adjusted and the baseline is not, so the control's part is (V_C' + 2 L
     * cov(C', C) + L² V_C) / C²; some tools leave the covariance out there.
     */
    public Finding<Effect> relative(Finding<ArmEstimate> control, Finding<ArmEstimate> variant) {
        return control.flatMap(baseline -> variant.flatMap(other -> relative(baseline, other)));
    }

    /**
     * How far the variant is from a harm of a share of the baseline: the harm as an effect on what is good, T - C or C - T,
     * plus margin |C|. It is tested as a difference: the error of a relative effect by the delta method is far too small where
     * a variant happens to have few events.
     *
     * @param absolute effect of the two
     */
    public static Effect withinMargin(
            ArmEstimate control, ArmEstimate variant, Effect absolute, double margin, boolean isMoreBetter) {
        double sign = isMoreBetter ? 1 : -1;
        double accepted = margin * Math.signum(control.unadjusted());
        double controlVariance = control.variance()
                - 2 * sign * accepted * control.covariance()
                + accepted * accepted * control.unadjustedVariance();
        return new Effect(
                sign * absolute.estimate() + accepted * control.unadjusted(),
                Math.sqrt(variant.variance() + controlVariance),
                absolute.degreesOfFreedom(),
                absolute.units());
    }

    /** Why nothing is said of an arm that has fewer units than each must have. */
    public <T> Finding<T> tooFew(String arm, long units) {
        return Finding.none(
                Status.NOT_ENOUGH_DATA, "arm '%s' has %d units, %d are needed".formatted(arm, units, minimumUnits));
    }

    private Finding<Effect> absolute(ArmEstimate control, ArmEstimate variant) {
        return checked(control)
                .flatMap(same -> checked(variant))
                .flatMap(same -> control.variance() <= 0 && variant.variance() <= 0
                        ? withoutVariance(control, variant)
                        : Finding.of(difference(control, variant)));
    }

    private Finding<Effect> relative(ArmEstimate control, ArmEstimate variant) {
        if (control.unadjusted() == 0 && control.units() >= minimumUnits) {
            return Finding.none(
                    Status.ZERO_BASELINE,
                    "arm '%s': the baseline of %d units is 0".formatted(control.arm(), control.units()));
        }
        return absolute(control, variant).map(effect -> lift(control, variant, effect));
    }

    private Finding<ArmEstimate> checked(ArmEstimate arm) {
        if (arm.units() < minimumUnits) {
            return tooFew(arm.arm(), arm.units());
        }
        if (!arm.isFinite()) {
            return Finding.none(
                    Status.FAILED,
                    "arm '%s': value %s with variance %s is not a finite number"
                            .formatted(arm.arm(), arm.value(), arm.variance()));
        }
        return Finding.of(arm);
    }

    private static Finding<Effect> withoutVariance(ArmEstimate control, ArmEstimate variant) {
        return Finding.none(
                Status.ZERO_VARIANCE,
                "all units of an arm are the same: the metric is %s for %d units of arm '%s' and %s for %d units of arm '%s'"
                        .formatted(
                                control.value(),
                                control.units(),
                                control.arm(),
                                variant.value(),
                                variant.units(),
                                variant.arm()));
    }

    private static Effect difference(ArmEstimate control, ArmEstimate variant) {
        double variance = control.variance() + variant.variance();
        double degreesOfFreedom = variance / (satterthwaite(control, variance) + satterthwaite(variant, variance));
        return new Effect(
                variant.value() - control.value(),
                Math.sqrt(variance),
                degreesOfFreedom,
                control.units() + variant.units());
    }

    private static double satterthwaite(ArmEstimate arm, double variance) {
        return arm.variance() / variance * arm.variance() / arm.degreesOfFreedom();
    }

    private static Effect lift(ArmEstimate control, ArmEstimate variant, Effect absolute) {
        double baseline = Math.abs(control.unadjusted());
        double lift = absolute.estimate() / baseline;
        double signed = lift * Math.signum(control.unadjusted());
        double controlVariance =
                control.variance() + 2 * signed * control.covariance() + signed * signed * control.unadjustedVariance();
        double standardError = Math.sqrt(variant.variance() + controlVariance) / baseline;
        return new Effect(lift, standardError, absolute.degreesOfFreedom(), absolute.units());
    }
}
