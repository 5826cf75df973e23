package sparkjoy.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the generator promises about its files. */
final class GeneratorTest {
    @TempDir
    private Path out;

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        Map<String, String> recipe = Map.of("events", "4000", "days", "2", "seed", "7");

        generate(recipe, out.resolve("one"));
        generate(recipe, out.resolve("other"));

        assertThat(tree(out.resolve("one"))).isEqualTo(tree(out.resolve("other")));
    }

    @Test
    void anotherSeedGivesOtherLogs() throws IOException {
        generate(Map.of("events", "300", "days", "1", "seed", "1"), out.resolve("one"));
        generate(Map.of("events", "300", "days", "1", "seed", "2"), out.resolve("other"));

        assertThat(tree(out.resolve("one")).values())
                .doesNotContainAnyElementsOf(tree(out.resolve("other")).values());
    }

    @Test
    void filesLieUnderTheirSourceAndTheDayOfReceipt() throws IOException {
        generate(Map.of("events", "3000", "days", "2", "sources", "web1,app2", "late-rate", "0.3"), out);

        Map<String, List<Path>> bySource = ReadLogs.filesUnder(out.resolve("segment-logs")).stream()
                .collect(Collectors.groupingBy(
                        file -> file.getParent().getParent().getFileName().toString()));
        assertThat(bySource).containsOnlyKeys("web1", "app2");
        assertThat(bySource.get("app2")).extracting(GeneratorTest::folderDay).allSatisfy(day -> assertThat(day)
                .isBetween(LocalDate.parse("2026-03-02"), LocalDate.parse("2026-03-08")));
        assertThat(bySource.get("app2"))
                .extracting(GeneratorTest::folderDay)
                .contains(LocalDate.parse("2026-03-02"), LocalDate.parse("2026-03-06"));
    }

    @Test
    void linesLieInTheFileOfTheFortyMinutesInWhichTheyWereReceived() throws IOException {
        generate(Map.of("events", "3000", "days", "2", "duplicate-rate", "0", "malformed-rate", "0"), out);

        for (Path file : ReadLogs.filesUnder(out.resolve("segment-logs"))) {
            String[] window = file.getFileName().toString().split("_", -1);
            Instant start = Instant.ofEpochMilli(Long.parseLong(window[0]));
            assertThat(folderDay(file)).isEqualTo(LocalDate.ofInstant(start, ZoneOffset.UTC));
            assertThat(calls(file)).allSatisfy(call -> assertThat(instant(call, "receivedAt"))
                    .isBetween(start, start.plusSeconds(2399).plusMillis(999)));
        }
    }

    @Test
    void theTimestampIsTheTimeOfReceiptLessTheDelayOnTheDevice() throws IOException {
        generate(Map.of("events", "2000", "days", "2", "late-rate", "0.2"), out);

        assertThat(new ReadLogs(out).events()).allSatisfy(call -> {
            long delay = instant(call, "sentAt").toEpochMilli()
                    - instant(call, "originalTimestamp").toEpochMilli();
            assertThat(instant(call, "timestamp"))
                    .isEqualTo(instant(call, "receivedAt").minusMillis(delay));
        });
    }

    @Test
    void aUserKeepsOneIdentity() throws IOException {
        generate(Map.of("events", "3000", "days", "2", "users", "60"), out);

        Map<String, Long> userIds = new ReadLogs(out)
                .events()
                .map(call -> Map.entry(
                        call.path("anonymousId").asText(), call.path("userId").asText()))
                .distinct()
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.counting()));
        assertThat(userIds.values()).containsOnly(1L);
        assertThat(userIds).hasSizeBetween(40, 60);
    }

    @Test
    void bigDeliveriesAreSplit() throws IOException {
        Truth truth = generate(Map.of("events", "3000", "days", "1", "lines-per-file", "20"), out);

        assertThat(truth.files().count()).isGreaterThan(truth.lines() / 20);
        for (Path file : ReadLogs.filesUnder(out.resolve("segment-logs"))) {
            assertThat(ReadLogs.linesOf(file)).hasSizeLessThanOrEqualTo(20);
        }
    }

    @Test
    void modelBIsClickedMoreByTheLift() throws IOException {
        Truth truth = generate(
                Map.of("events", "60000", "days", "2", "click-lift", "0.5", "users", "20000", "bot-rate", "0"), out);

        double lift = clickRate(truth, "Model_B") / clickRate(truth, "Model_A") - 1;
        assertThat(lift).isBetween(0.35, 0.65);
    }

    @Test
    void withoutTroublesThereAreNone() throws IOException {
        Map<String, String> recipe = new LinkedHashMap<>(Map.of("events", "3000", "days", "1"));
        Option.keys().stream().filter(key -> key.endsWith("-rate")).forEach(key -> recipe.put(key, "0"));

        Truth truth = generate(recipe, out);

        assertThat(truth.lines()).isEqualTo(truth.distinctEvents());
        assertThat(truth.lateEvents() + truth.botEvents() + truth.files().inOldFolders())
                .isZero();
        assertThat(truth.experiments().get("home_ranking").crossovers()).isZero();
    }

    @Test
    void nothingIsLeftBehindButLogsAndTruth() throws IOException {
        generate(Map.of("events", "3000", "days", "1", "late-rate", "0.5"), out);

        assertThat(out).isDirectoryContaining("glob:**/truth.json").isDirectoryContaining("glob:**/segment-logs");
        assertThat(out.toFile().list()).hasSize(2);
    }

    @Test
    void aFolderThatHoldsAnythingIsRefused() throws IOException {
        Files.writeString(out.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> generate(Map.of("events", "100"), out))
                .isInstanceOf(GenerateException.class)
                .hasMessageContaining("is not empty")
                .hasMessageContaining("name another folder, or empty this one");
        assertThat(out.toFile().list()).containsExactly("notes.txt");
    }

    @Test
    void theHashOfAUnitIsPlanOuts() {
        double share = new Experiment("food_reco_v2.variant").shareOf("u0");

        assertThat(share).isEqualTo(new BigInteger("1016225641301530604").doubleValue() / 0xFFFFFFFFFFFFFFFL);
    }

    private static Truth generate(Map<String, String> recipe, Path folder) throws IOException {
        return new Generator(Recipe.of(recipe)).generate(folder);
    }

    private static Map<String, String> tree(Path root) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (Path file : ReadLogs.filesUnder(root)) {
            files.put(root.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return files;
    }

    private static List<JsonNode> calls(Path file) {
        try {
            return ReadLogs.linesOf(file).stream()
                    .flatMap(line -> LogLine.of(line).call().stream())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static LocalDate folderDay(Path file) {
        long millis = Long.parseLong(file.getParent().getFileName().toString());
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    private static Instant instant(JsonNode call, String field) {
        return Instant.parse(call.path(field).asText());
    }

    private static double clickRate(Truth truth, String variant) {
        long clicks = 0;
        long impressions = 0;
        for (Truth.Day day : truth.days().values()) {
            clicks += day.variants().get(variant).clicks();
            impressions += day.variants().get(variant).impressions();
        }
        return (double) clicks / impressions;
    }
}
