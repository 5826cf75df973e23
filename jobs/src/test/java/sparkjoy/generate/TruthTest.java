package sparkjoy.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The truth is what an independent reader finds in the files, every trouble included. */
final class TruthTest {
    private static final Map<String, String> TROUBLES = new TreeMap<>(Map.ofEntries(
            Map.entry("events", "15000"),
            Map.entry("days", "4"),
            Map.entry("users", "900"),
            Map.entry("sources", "a7Kq2mXw9R,zP4hT8vLc1"),
            Map.entry("duplicate-rate", "0.05"),
            Map.entry("conflict-rate", "0.05"),
            Map.entry("late-rate", "0.1"),
            Map.entry("malformed-rate", "0.02"),
            Map.entry("old-folder-rate", "0.1"),
            Map.entry("bot-rate", "0.01"),
            Map.entry("crossover-rate", "0.05"),
            Map.entry("leak-rate", "0.03"),
            Map.entry("hash-fault-rate", "0.04"),
            Map.entry("order-twice-rate", "0.2"),
            Map.entry("usd-rate", "0.2")));

    @TempDir
    private static Path out;

    private static Truth truth;
    private static ReadLogs logs;
    private static Recount recount;

    @BeforeAll
    static void generated() throws IOException {
        truth = new Generator(Recipe.of(TROUBLES)).generate(out);
        logs = new ReadLogs(out);
        recount = new Recount(logs.events().toList());
    }

    @Test
    void everyLineIsAnEventADuplicateAConflictOrMalformed() {
        long malformed =
                truth.malformed().values().stream().mapToLong(Long::longValue).sum();

        assertThat(truth.lines())
                .isEqualTo(logs.lines())
                .isEqualTo(truth.distinctEvents() + truth.duplicates() + truth.conflicts() + malformed);
    }

    @Test
    void distinctEventsAreTheMessageIdsOfSoundLines() {
        assertThat(truth.distinctEvents()).isEqualTo(logs.events().count()).isBetween(15_000L, 15_300L);
    }

    @Test
    void copiesAreCountedByWhetherTheirContentDiffers() {
        assertThat(truth.duplicates()).isEqualTo(logs.duplicates()).isPositive();
        assertThat(truth.conflicts()).isEqualTo(logs.conflicts()).isPositive();
    }

    @Test
    void malformedLinesAreOfEveryKindAndReadAsTheirReasonSays() {
        assertThat(truth.malformed()).isEqualTo(logs.malformed()).hasSize(Flaw.values().length);
    }

    @Test
    void eventsAreCountedByTheDayTheyHappened() {
        assertThat(truth.events()).isEqualTo(recount.events()).hasSize(4);
    }

    @Test
    void kpisOfEachDayLeaveBotsOutAndCountEachOrderOnce() {
        assertThat(truth.days()).isEqualTo(recount.days());
    }

    @Test
    void amountsAddUpOverAllDays() {
        assertThat(truth.amounts()).isEqualTo(recount.amounts("")).containsOnlyKeys("EUR", "USD");
    }

    @Test
    void lateEventsAndBotsAreCounted() {
        assertThat(truth.lateEvents()).isEqualTo(recount.late()).isPositive();
        assertThat(truth.botEvents()).isEqualTo(recount.bots()).isPositive();
    }

    @Test
    void theViewOfAddedToCartIsKnownByHour() {
        assertThat(truth.addedToCart()).isEqualTo(recount.addedToCart()).isNotEmpty();
    }

    @Test
    void assignmentsAreKnownByUnit() {
        Truth.Assignments read =
                new ReadAssignments().of(recount.named("Experiment Viewed").toList());

        assertThat(truth.experiments()).containsOnly(Map.entry("home_ranking", read));
        assertThat(read)
                .extracting("crossovers", "unknownVariant", "hashMismatches", "bots")
                .doesNotContain(0L);
    }

    @Test
    void filesAndBytesAreCounted() throws IOException {
        long compressed = 0;
        for (Path file : logs.files()) {
            compressed += Files.size(file);
        }

        Truth.Files files = truth.files();
        assertThat(files.count()).isEqualTo(logs.files().size());
        assertThat(files.bytesCompressed()).isEqualTo(compressed);
        assertThat(files.bytesUncompressed()).isEqualTo(logs.bytes());
        assertThat(files.inOldFolders()).isPositive();
    }

    @Test
    void theFileOfTheTruthSaysTheSame() throws IOException {
        JsonNode written = new ObjectMapper().readTree(out.resolve("truth.json").toFile());

        assertThat(written.path("distinct_events").asLong()).isEqualTo(truth.distinctEvents());
        assertThat(written.at("/recipe/from").asText()).isEqualTo("2026-03-02");
        assertThat(written.at("/amounts/EUR/gmv").asText())
                .isEqualTo(truth.amounts().get("EUR").gmv().toString());
        assertThat(written.at("/days/2026-03-03/variants/Model_A/clicks").asLong())
                .isEqualTo(
                        truth.days().get("2026-03-03").variants().get("Model_A").clicks());
    }
}
