package sparkjoy.models;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The loop of one arm that serves a version of a model: who trained it when, where it runs by which chart, and what
 * gold.experiment_readout says of it.
 *
 * @param serves node of the version or alias that the arm serves
 * @param versions nodes of the versions that this is now
 * @param trainedAt end of the version's run, else the time of the version
 * @param trainedBy jobs that retrain its model
 * @param deployments what runs one of the versions
 * @param seenVersions what the arm's events named as their version, by time; empty where they name none
 * @param verdict empty for the baseline, and where nothing was read out yet
 * @param warnings of the experiment's health
 * @param lines one per metric; none for the baseline
 */
public record LiveResult(
        String experiment,
        String arm,
        String serves,
        List<String> versions,
        Optional<Instant> trainedAt,
        Optional<String> run,
        List<String> trainedBy,
        List<Deployed> deployments,
        boolean isBaseline,
        List<String> seenVersions,
        Optional<LocalDate> asOf,
        Optional<String> verdict,
        List<String> warnings,
        List<Line> lines) {

    /** One deployment with the charts that it or its release is an instance of. */
    public record Deployed(String id, List<String> charts) {}

    /** One metric; the numbers are there where its status is OK. */
    public record Line(
            String metric,
            boolean isGuardrail,
            String status,
            Optional<Double> lift,
            Optional<Double> low,
            Optional<Double> high,
            Optional<Double> alwaysValidP) {}
}
