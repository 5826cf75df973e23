package sparkjoy.experiment;

import java.util.Optional;

/** Lines of a readout of variant B against A, made by hand. */
final class Lines {
    private Lines() {}

    /** Of a metric whose p is the same however it is looked at. */
    static ReadoutLine line(String metric, double effect, double p) {
        return line(metric, effect, p, p);
    }

    static ReadoutLine line(String metric, double effect, double p, double alwaysValidP) {
        return line(metric, "B", effect, 1, p, alwaysValidP, Optional.empty());
    }

    /** With the p of a harm as large as its margin, which is 0.1. */
    static ReadoutLine withMargin(ReadoutLine line, double marginP, double marginAlwaysValidP) {
        Estimate found = line.estimate().orElseThrow();
        ReadoutLine other = line(
                line.metric(),
                line.variant(),
                found.effect(),
                found.standardError(),
                found.pValue(),
                found.alwaysValidP(),
                Optional.of(marginP));
        Estimate shifted = other.estimate().orElseThrow();
        return new ReadoutLine(
                line.metric(),
                line.variant(),
                "A",
                "OK",
                "",
                line.isGuardrail(),
                line.isSecondary(),
                line.isMoreBetter(),
                Optional.of(0.1),
                false,
                Optional.of(always(shifted, marginAlwaysValidP)));
    }

    static ReadoutLine line(
            String metric,
            String variant,
            double effect,
            double standardError,
            double p,
            double alwaysValidP,
            Optional<Double> marginP) {
        Estimate estimate = new Estimate(
                "welch",
                500,
                500,
                1,
                1 + effect,
                1,
                1 + effect,
                Optional.empty(),
                effect,
                Optional.of(effect),
                Optional.of(new Estimate.Relative(standardError, -1, 1)),
                standardError,
                998,
                -1,
                1,
                Optional.of(0.05),
                p,
                Optional.of(p),
                alwaysValidP,
                Optional.of(alwaysValidP),
                marginP,
                Optional.empty(),
                Optional.of(-2.0),
                Optional.of(2.0),
                0.5,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new ReadoutLine(
                metric, variant, "A", "OK", "", false, false, true, Optional.empty(), false, Optional.of(estimate));
    }

    static ReadoutLine without(String metric, String status, String reason) {
        return new ReadoutLine(
                metric, "B", "A", status, reason, false, false, true, Optional.empty(), false, Optional.empty());
    }

    static ReadoutLine guardrail(ReadoutLine line) {
        return of(line, true, false, line.isMoreBetter(), line.isOverridden());
    }

    static ReadoutLine secondary(ReadoutLine line) {
        return of(line, false, true, line.isMoreBetter(), line.isOverridden());
    }

    static ReadoutLine lessIsBetter(ReadoutLine line) {
        return of(line, line.isGuardrail(), line.isSecondary(), false, line.isOverridden());
    }

    static ReadoutLine overridden(ReadoutLine line) {
        return of(line, line.isGuardrail(), line.isSecondary(), line.isMoreBetter(), true);
    }

    private static ReadoutLine of(
            ReadoutLine line, boolean isGuardrail, boolean isSecondary, boolean isMoreBetter, boolean isOverridden) {
        return new ReadoutLine(
                line.metric(),
                line.variant(),
                line.baseline(),
                line.status(),
                line.reason(),
                isGuardrail,
                isSecondary,
                isMoreBetter,
                line.margin(),
                isOverridden,
                line.estimate());
    }

    private static Estimate always(Estimate found, double marginAlwaysValidP) {
        return new Estimate(
                found.method(),
                found.controlUnits(),
                found.variantUnits(),
                found.controlMean(),
                found.variantMean(),
                found.rawControlMean(),
                found.rawVariantMean(),
                found.cap(),
                found.effect(),
                found.lift(),
                found.relative(),
                found.standardError(),
                found.degreesOfFreedom(),
                found.low(),
                found.high(),
                found.alpha(),
                found.pValue(),
                found.adjustedP(),
                found.alwaysValidP(),
                found.alwaysValidAdjustedP(),
                found.marginP(),
                Optional.of(marginAlwaysValidP),
                found.sequentialLow(),
                found.sequentialHigh(),
                found.chanceToWin(),
                found.expectedLoss(),
                found.theta(),
                found.varianceReduction(),
                found.srmP(),
                found.history(),
                found.values());
    }
}
