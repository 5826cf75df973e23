package sparkjoy.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.source.LogSample;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.SpecReader;

/** The block of experiments is valid as soon as it is no comment, whatever arms there are and whatever was hashed. */
class ExperimentTextTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @TempDir
    private Path folder;

    @Test
    void anArmOfTooFewUnitsIsNeitherTheBaselineNorForgotten() throws IOException {
        ExperimentSeen seen = PlanOutArms.seen("user", 600, List.of(0.0, 0.5));
        IntStream.range(0, 5).forEach(number -> seen.add(PlanOutArms.event("tester" + number, "x", "AA"), DAY));

        List<String> lines = lines(seen);

        assertThat(lines)
                .contains(
                        "#     salt: home",
                        "#     # arms left out, with fewer than 12 units that saw no other arm: AA",
                        "#     baseline: B");
        assertThat(uncommented(lines).weights().get(0).arms().keySet()).containsExactly("B", "C");
    }

    @Test
    void aSaltOfOtherIdsStaysACommentThatNamesItsCondition() throws IOException {
        ExperimentSeen seen = new ExperimentSeen();
        IntStream.range(0, 600)
                .forEach(number -> seen.add(
                        PlanOutArms.event(
                                "user" + number,
                                "visitor" + number,
                                PlanOutArms.share("home", "visitor" + number) > 0.5 ? "B" : "A"),
                        DAY));

        List<String> lines = lines(seen);

        assertThat(lines).contains("#     # salt: home  # needs identity.unit: anonymous");
        assertThat(uncommented(lines).salt()).isEmpty();
    }

    @Test
    void theEvidenceOfASaltIsWrittenOnce() {
        List<String> lines = lines(PlanOutArms.seen("user", 600, List.of(0.5)));

        assertThat(lines).filteredOn(line -> line.contains("PlanOut's hash")).hasSize(1);
        assertThat(lines).filteredOn(line -> line.startsWith("# ASK: ")).hasSize(1);
    }

    @Test
    void anExperimentOfOneArmIsNone() {
        assertThat(experiments("A", "A")).isEmpty();
        assertThat(experiments("A", "B")).containsOnlyKeys("home");
    }

    private static Map<String, ExperimentSeen> experiments(String... arms) {
        List<Sample.Call> calls = IntStream.range(0, arms.length)
                .mapToObj(number -> String.format(
                        "{\"messageId\":\"m%d\",\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"u%d\","
                                + "\"receivedAt\":\"2026-03-02T10:00:00.000Z\",\"timestamp\":\"2026-03-02T10:00:00.000Z\","
                                + "\"properties\":{\"experiment_id\":\"home\",\"treatment_group\":\"%s\"}}",
                        number, number, arms[number]))
                .map(call -> new Sample.Call("Order Completed", true, call.getBytes(StandardCharsets.UTF_8)))
                .toList();
        Sample sample = new Sample(new LogSample(List.of(), List.of(), 0, 0, 0), calls, Map.of(), 0);
        return Forecast.of(sample, Usual.spec()).experiments();
    }

    private static List<String> lines(ExperimentSeen seen) {
        SaltSeen salt = SaltSeen.of("home", seen, List.of()).orElseThrow();
        return new ExperimentText(Map.of("home", seen), Map.of("home", salt), true).lines();
    }

    private Experiment uncommented(List<String> lines) throws IOException {
        String block = lines.stream()
                .filter(line -> !line.startsWith("# ASK"))
                .map(line -> line.replaceFirst("^# ", ""))
                .collect(Collectors.joining("\n"));
        Path file = folder.resolve("home.yaml");
        Files.writeString(file, Files.readString(Path.of("../docs/minimal.yaml")) + block + "\n");
        return new SpecReader()
                .read(List.of(file), List.of(), Map.of())
                .experiments()
                .get("home");
    }
}
