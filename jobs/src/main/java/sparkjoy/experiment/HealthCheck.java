package sparkjoy.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.experiment.statistics.Asymmetry;
import sparkjoy.experiment.statistics.Finding;
import sparkjoy.experiment.statistics.SampleRatio;
import sparkjoy.experiment.statistics.SampleRatioSequence;

/**
 * What is to be thought of the units of a cell on one day.
 *
 * @param ratio against the weights
 * @param alwaysValid the smallest always-valid p up to this day
 */
record HealthCheck(HealthCell cell, Finding<SampleRatio> ratio, double alwaysValid, Optional<String> override) {
    private static final double MOST_CROSSOVERS = 0.01;

    /** @param before the smallest always-valid p of the days before, 1 on the first */
    static HealthCheck of(HealthCell cell, double before, Optional<String> override) {
        return new HealthCheck(
                cell,
                SampleRatio.of(cell.epochs()),
                Math.min(before, SampleRatioSequence.pValue(cell.epochs())),
                override);
    }

    Verdict verdict() {
        if (!strays().isEmpty()) {
            return Verdict.LEAK;
        }
        if (ratio.value().isEmpty()) {
            return Verdict.NOT_ENOUGH;
        }
        if (ratio.value().get().isMismatch()) {
            return Verdict.SRM;
        }
        return warnings().isEmpty() ? Verdict.OK : Verdict.WARN;
    }

    /** For people, with the numbers that led to the verdict; empty where all is well. */
    String reason() {
        return switch (verdict()) {
            case LEAK -> "units in arms without a weight: " + strays() + overridden();
            case SRM -> "the shares of the arms are not those of the weights: " + shares() + overridden();
            case NOT_ENOUGH -> ratio.reason();
            default -> String.join("; ", warnings());
        };
    }

    private String overridden() {
        return override.map(why -> "; the readout is shown all the same: " + why)
                .orElse("");
    }

    private String strays() {
        return Stream.of(cell.strays(false), cell.strays(true))
                .flatMap(strays -> strays.entrySet().stream())
                .map(arm -> said("%s %,d", arm.getKey(), arm.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String shares() {
        Map<String, Double> expected = cell.expectedShares();
        double all = expected.keySet().stream().mapToLong(this::units).sum();
        return expected.entrySet().stream()
                        .map(arm -> said(
                                "%s has %.2f %% of %,.0f units in place of %.2f %%",
                                arm.getKey(), 100.0 * units(arm.getKey()) / all, all, 100 * arm.getValue()))
                        .collect(Collectors.joining(", "))
                + said(" (p = %.1e)", ratio.value().orElseThrow().pValue());
    }

    private long units(String arm) {
        return cell.units().getOrDefault(arm, 0L);
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        double crossed = (double) cell.crossed() / Math.max(1, cell.users());
        if (crossed > MOST_CROSSOVERS) {
            warnings.add(said("%.2f %% of the units saw more than one variant", 100 * crossed));
        }
        Asymmetry.pValue(cell.crossovers(), cell.units())
                .value()
                .filter(p -> p < SampleRatio.ALARM_P_VALUE)
                .ifPresent(p -> warnings.add(said(
                        "arms lose units to crossovers in different proportions (p = %.1e): %s", p, crossovers())));
        if (cell.mismatches() > 0) {
            warnings.add(said("%,d units are not in the variant that the hash gives", cell.mismatches()));
        }
        if (alwaysValid < SampleRatio.ALARM_P_VALUE) {
            warnings.add(said("an always-valid test found a mismatch (p = %.1e)", alwaysValid));
        }
        return warnings;
    }

    private String crossovers() {
        return cell.crossovers().entrySet().stream()
                .map(arm -> said("%s %,d of %,d", arm.getKey(), arm.getValue(), units(arm.getKey())))
                .collect(Collectors.joining(", "));
    }

    private static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
