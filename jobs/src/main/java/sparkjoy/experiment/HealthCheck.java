package sparkjoy.experiment;

import java.util.ArrayList;
import java.util.Comparator;
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
import sparkjoy.spec.Experiment;

/**
 * What is wrong or odd about the units of a cell on one day.
 *
 * @param ratio against the weights, if looked at once
 * @param alwaysValid the smallest always-valid p up to this day
 * @param others warnings of what counts of units do not show
 */
record HealthCheck(
        HealthCell cell, Finding<SampleRatio> ratio, double alwaysValid, Experiment experiment, List<String> others) {
    /**
     * The p of Pearson's and of the likelihood-ratio test that withholds a readout by itself. Looked at daily for four weeks, fewer than 0.2 % of sound
     * experiments ever go below it; the always-valid p is slow to see what fewer than 10,000 units show clearly.
     */
    static final double BLOCKING_P_VALUE = 0.00005;

    private static final double MOST_CROSSOVERS = 0.01;

    /** @param before the smallest always-valid p of the days before, 1 on the first */
    static HealthCheck of(HealthCell cell, double before, Experiment experiment) {
        return new HealthCheck(
                cell,
                SampleRatio.of(cell.epochs()),
                Math.min(before, SampleRatioSequence.pValue(cell.epochs())),
                experiment,
                List.of());
    }

    /** The same with warnings of what counts of units do not show. */
    HealthCheck warned(List<String> more) {
        return new HealthCheck(cell, ratio, alwaysValid, experiment, more);
    }

    /** The most severe of the findings; too few units for a test do not hide it. */
    Verdict verdict() {
        return findings().stream()
                .map(HealthFinding::verdict)
                .max(Comparator.naturalOrder())
                .orElse(ratio.value().isEmpty() ? Verdict.NOT_ENOUGH : Verdict.OK);
    }

    /** For people, with the numbers behind the verdict; empty where all is well and every arm was tested. */
    String reason() {
        Stream<String> findings = findings().stream().map(HealthFinding::reason);
        Stream<String> untested = ratio.value().isEmpty() ? Stream.of(ratio.reason()) : leftOut().stream();
        return Stream.concat(findings, untested).collect(Collectors.joining("; "));
    }

    /** The most severe first. */
    List<HealthFinding> findings() {
        List<HealthFinding> findings = new ArrayList<>();
        Strays strays = Strays.of(cell);
        if (strays.isLeak(experiment)) {
            findings.add(new HealthFinding(
                    Verdict.LEAK,
                    "units in arms without a weight: " + strays.named() + overridden(experiment.leakOverride())));
        }
        if (isMismatch()) {
            findings.add(new HealthFinding(
                    Verdict.SRM,
                    "the shares of the arms do not match the weights: " + shares()
                            + overridden(experiment.srmOverride())));
        }
        warnings(strays).forEach(warning -> findings.add(new HealthFinding(Verdict.WARN, warning)));
        return findings;
    }

    private boolean isMismatch() {
        boolean isBeyondChance = alwaysValid < SampleRatio.ALARM_P_VALUE
                || ratio.value()
                        .filter(found -> Math.max(found.pValue(), found.likelihoodRatioPValue()) < BLOCKING_P_VALUE)
                        .isPresent();
        return isBeyondChance && SampleRatio.shareDeviation(cell.epochs()) >= SampleRatio.ALARM_SHARE_DEVIATION;
    }

    private static String overridden(Optional<String> override) {
        return override.map(why -> "; the readout is shown all the same: " + why)
                .orElse("");
    }

    private Optional<String> leftOut() {
        return ratio.value()
                .map(SampleRatio::leftOut)
                .filter(arms -> !arms.isEmpty())
                .map(arms -> "fewer than 5 units are expected in " + String.join(", ", arms)
                        + ": left out of the test of shares");
    }

    private String shares() {
        Map<String, Double> expected = cell.expectedShares();
        double all = expected.keySet().stream().mapToLong(this::units).sum();
        String once =
                ratio.value().map(found -> said(" (p = %.1e)", found.pValue())).orElse("");
        return expected.entrySet().stream()
                        .map(arm -> said(
                                "%s has %.2f %% of %,.0f units instead of %.2f %%",
                                arm.getKey(), 100.0 * units(arm.getKey()) / all, all, 100 * arm.getValue()))
                        .collect(Collectors.joining(", "))
                + once
                + said(", always-valid p = %.1e", alwaysValid);
    }

    private long units(String arm) {
        return cell.units().getOrDefault(arm, 0L);
    }

    private List<String> warnings(Strays strays) {
        List<String> warnings = new ArrayList<>();
        if (!strays.isEmpty() && !strays.isLeak(experiment)) {
            warnings.add(said(
                    "left out as stray: %,d of %,d units in arms without a weight: %s",
                    strays.count(), strays.units(), strays.named()));
        }
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
        ratioWarning().ifPresent(warnings::add);
        warnings.addAll(others);
        return warnings;
    }

    /** Of what does not withhold the readout: a p that is low for one look, or was low on an earlier day. */
    private Optional<String> ratioWarning() {
        if (isMismatch()) {
            return Optional.empty();
        }
        if (alwaysValid < SampleRatio.ALARM_P_VALUE) {
            return Optional.of(said("an always-valid test found a mismatch (p = %.1e)", alwaysValid));
        }
        return ratio.value()
                .filter(SampleRatio::isMismatch)
                .map(found -> "the shares of the arms may not match the weights: " + shares()
                        + "; some day of many looks like this by chance");
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
