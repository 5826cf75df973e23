package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;

/** The hash replay gives the arms that PlanOut gave to the same units. */
final class HashReplayTest {
    private static final Map<String, BigDecimal> ARMS = new LinkedHashMap<>();

    static {
        ARMS.put("0", new BigDecimal("0.5"));
        ARMS.put("1", new BigDecimal("0.3"));
        ARMS.put("2", new BigDecimal("0.2"));
    }

    @Test
    void unitsGetThePlanOutArm() {
        List<String> units = List.of("u0", "u1", "u2", "u6", "u7", "u9", "u10", "u12", "u15", "u17", "u18", "u21");

        assertThat(arms(units)).isEqualTo(List.of("2", "0", "0", "2", "2", "1", "1", "1", "2", "1", "1", "2"));
    }

    @Test
    void noUnitGetsNoArm() {
        assertThat(arms(Collections.singletonList(null))).containsExactly("null");
    }

    private static List<String> arms(List<String> units) {
        List<Row> rows = units.stream()
                .map(unit -> RowFactory.create(new Object[] {unit}))
                .toList();
        return SharedSpark.session()
                .createDataFrame(rows, StructType.fromDDL("unit STRING"))
                .coalesce(1)
                .select(HashReplay.arm("food_reco_v2.variant", col("unit"), ARMS))
                .collectAsList()
                .stream()
                .map(row -> Objects.toString(row.get(0)))
                .toList();
    }
}
