package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;
import sparkjoy.experiment.statistics.Vectors;

/** The hash replay gives the arms that PlanOut gave to the same units. */
final class HashReplayTest {
    private static final JsonNode PLANOUT = Vectors.named("planout_weighted_choice");
    private static final String SALT = "food_reco_v2.variant";
    private static final Map<String, BigDecimal> ARMS = new LinkedHashMap<>();

    static {
        ARMS.put("0", new BigDecimal("0.5"));
        ARMS.put("1", new BigDecimal("0.3"));
        ARMS.put("2", new BigDecimal("0.2"));
    }

    @Test
    void unitsGetThePlanOutArm() {
        JsonNode rows = PLANOUT.get("rows");

        List<String> arms = arms(texts(rows, "unit"));

        assertThat(arms).isEqualTo(texts(rows, "arm")).hasSize(15);
    }

    @Test
    void armsAreAsFrequentAsWithPlanOut() {
        Map<String, Long> counts = SharedSpark.session()
                .range(100_000)
                .select(concat(lit("u"), col("id")).as("unit_id"), lit(SALT).as("salt"))
                .groupBy(HashReplay.byPlanOut(ARMS).as("arm"))
                .count()
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));

        JsonNode expected = PLANOUT.get("counts_100k");
        assertThat(counts)
                .isEqualTo(Map.of(
                        "0",
                        expected.get(0).asLong(),
                        "1",
                        expected.get(1).asLong(),
                        "2",
                        expected.get(2).asLong()));
    }

    @Test
    void noUnitGetsNoArm() {
        assertThat(arms(Collections.singletonList(null))).containsExactly("null");
    }

    /** Salt, unit and share as GrowthBook's own tests of its second hash version have them. */
    @Test
    void theDocumentedRuleOfGrowthBookGivesItsShares() throws IOException {
        List<String> shares = growthBookShares("('seed', 'a'), ('seed', 'b'), ('foo', 'ab'), ('foo', 'def'),"
                + " ('89123klj', '8952klfjas09ujkasdf'), ('90850943850283058242805', '123')");

        assertThat(shares).containsExactly("0.0505", "0.2696", "0.2575", "0.2019", "0.124", "0.7516");
    }

    /** Shares by an implementation of its own over `charCodeAt`: accents, other scripts, pairs of surrogates, a joined emoji. */
    @Test
    void theDocumentedRuleOfGrowthBookHashesUtf16Units() throws IOException {
        List<String> shares = growthBookShares("('home', 'user\ud83d\ude000'), ('home', '\u9867\u5ba2-1'),"
                + " ('home', 'j\u00fcrgen-2'), ('home', '\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67'),"
                + " ('home', '\u0418\u041c\u042f'), ('home', '\uffff'), ('home', 'e\u0301'), ('home', '\ud800\udc00')");

        assertThat(shares)
                .containsExactly("0.0738", "0.5914", "0.8239", "0.9588", "0.5483", "0.107", "0.6262", "0.5961");
    }

    private static List<String> growthBookShares(String saltsAndUnits) throws IOException {
        String docs = Files.readString(Path.of("../docs/experiments.md"));
        int start = docs.indexOf("hash: >-") + "hash: >-".length();
        String rule = docs.substring(start, docs.indexOf("```", start)).replaceAll("\\s+", " ");
        return SharedSpark.session()
                .sql("SELECT * FROM VALUES " + saltsAndUnits + " AS t(salt, unit_id)")
                .selectExpr(rule)
                .collectAsList()
                .stream()
                .map(row -> String.valueOf(row.getDouble(0)))
                .toList();
    }

    private static List<String> texts(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.get(field).asText())
                .toList();
    }

    private static List<String> arms(List<String> units) {
        List<Row> rows = units.stream()
                .map(unit -> RowFactory.create(new Object[] {unit}))
                .toList();
        return SharedSpark.session()
                .createDataFrame(rows, StructType.fromDDL("unit_id STRING"))
                .coalesce(1)
                .withColumn("salt", lit(SALT))
                .select(HashReplay.byPlanOut(ARMS))
                .collectAsList()
                .stream()
                .map(row -> Objects.toString(row.get(0)))
                .toList();
    }
}
