package sparkjoy.experiment.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The arms of an experiment whose weights changed, put together epoch by epoch: Σ w_k T_k and Σ w_k C_k, w_k being the
 * epoch's share of the units of both arms. Their difference Σ w_k (T_k - C_k) is free of Simpson's paradox, which the
 * pooled one is not (Kohavi and Longbotham 2010). Variances add up with w_k², degrees of freedom by Satterthwaite.
 *
 * @param leftOut epochs in which an arm has fewer than two units; the others stand for them
 */
public record Stratification(Finding<ArmEstimate> control, Finding<ArmEstimate> variant, int leftOut) {

    /**
     * Of the epochs in any order. Where one has failed, or none is comparable, both findings say the same: what failed,
     * an arm without units, one without anything to divide by, else that units are too few.
     */
    public static Stratification of(String baseline, String variant, List<Stratum> epochs) {
        List<Stratum> comparable = epochs.stream().filter(Stratum::isComparable).toList();
        Optional<Finding<ArmEstimate>> failed = failed(epochs);
        if (failed.isPresent() || comparable.isEmpty()) {
            Finding<ArmEstimate> none = failed.orElseGet(() -> lacking(baseline, variant, epochs));
            return new Stratification(none, none, epochs.size() - comparable.size());
        }
        double units = comparable.stream().mapToDouble(Stratum::units).sum();
        return new Stratification(
                combined(baseline, comparable, units, Stratum::control),
                combined(variant, comparable, units, Stratum::variant),
                epochs.size() - comparable.size());
    }

    private static Optional<Finding<ArmEstimate>> failed(List<Stratum> epochs) {
        return epochs.stream()
                .flatMap(epoch -> Stream.of(epoch.control(), epoch.variant()))
                .filter(arm -> arm.status() == Status.FAILED)
                .findFirst();
    }

    private static Finding<ArmEstimate> lacking(String baseline, String variant, List<Stratum> epochs) {
        return Stream.of(Stratum::control, (Function<Stratum, Finding<ArmEstimate>>) Stratum::variant)
                .flatMap(side -> lacking(epochs.stream().map(side).toList()).stream())
                .max(Comparator.comparing(Stratification::isEmpty))
                .orElseGet(() -> Finding.none(
                        Status.NOT_ENOUGH_DATA,
                        "arms '%s' and '%s': no epoch has two units in both".formatted(baseline, variant)));
    }

    /** Why an arm has no value in any epoch: it has no units, or in the epochs where it has some nothing to divide by. */
    private static Optional<Finding<ArmEstimate>> lacking(List<Finding<ArmEstimate>> arm) {
        return arm.stream().anyMatch(finding -> finding.value().isPresent())
                ? Optional.empty()
                : arm.stream().min(Comparator.comparing(Stratification::isEmpty));
    }

    private static boolean isEmpty(Finding<ArmEstimate> arm) {
        return arm.status() == Status.EMPTY_ARM;
    }

    private static Finding<ArmEstimate> combined(
            String arm, List<Stratum> epochs, double units, Function<Stratum, Finding<ArmEstimate>> side) {
        List<Part> parts = epochs.stream()
                .map(epoch -> new Part(side.apply(epoch).value().orElseThrow(), epoch.units() / units))
                .toList();
        double variance = squares(parts, ArmEstimate::variance);
        double satterthwaite = parts.stream().mapToDouble(Part::satterthwaite).sum();
        return Finding.of(new ArmEstimate(
                arm,
                parts.stream().mapToLong(part -> part.estimate().units()).sum(),
                sum(parts, ArmEstimate::value),
                variance,
                satterthwaite > 0 ? variance * variance / satterthwaite : degreesOfFreedom(parts),
                sum(parts, ArmEstimate::unadjusted),
                squares(parts, ArmEstimate::unadjustedVariance),
                squares(parts, ArmEstimate::covariance)));
    }

    /** Of parts without variance. */
    private static double degreesOfFreedom(List<Part> parts) {
        return parts.stream()
                .mapToDouble(part -> part.estimate().degreesOfFreedom())
                .sum();
    }

    private static double sum(List<Part> parts, ToDoubleFunction<ArmEstimate> number) {
        return parts.stream()
                .mapToDouble(part -> part.weight() * number.applyAsDouble(part.estimate()))
                .sum();
    }

    private static double squares(List<Part> parts, ToDoubleFunction<ArmEstimate> number) {
        return parts.stream()
                .mapToDouble(part -> part.weight() * part.weight() * number.applyAsDouble(part.estimate()))
                .sum();
    }

    private record Part(ArmEstimate estimate, double weight) {

        double satterthwaite() {
            double variance = weight * weight * estimate.variance();
            return variance * variance / estimate.degreesOfFreedom();
        }
    }
}
