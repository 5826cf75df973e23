package sparkjoy.models;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What gold.experiment_readout says of one arm that serves a version of a model.
 *
 * @param version node of the version or alias that the arm serves
 * @param verdict empty for the baseline, and where nothing was read out yet
 * @param lines one a metric; none for the baseline
 */
public record LiveResult(
        String experiment,
        String arm,
        String version,
        boolean isBaseline,
        Optional<LocalDate> asOf,
        Optional<String> verdict,
        List<Line> lines) {

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
