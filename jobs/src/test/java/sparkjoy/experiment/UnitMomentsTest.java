package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;
import sparkjoy.experiment.statistics.Measure;
import sparkjoy.experiment.statistics.Moments;

/** Units of a table become moments of their arms. */
final class UnitMomentsTest {
    private static final Column MOMENTS =
            UnitMoments.of(col("value_num"), col("value_den"), col("pre_num"), col("pre_den"));
    private static final String UNITS =
            """
            SELECT if(id % 3 = 0, 'Model_A', 'Model_B')          AS variant,
                   10000000 + exp(6 * rand(1)) / 7               AS value_num,
                   1 + id % 17                                   AS value_den,
                   exp(3 * rand(2))                              AS pre_num,
                   CAST(1 + id % 5 AS DECIMAL(18,4))             AS pre_den
            FROM range(0, 3000, 1, 1)
            """;

    @Test
    void anyPartitioningGivesTheSameDigits() {
        Dataset<Row> units = SharedSpark.session().sql(UNITS).cache();

        Map<String, Moments> once = byVariant(units.coalesce(1));
        Map<String, Moments> many = byVariant(units.repartition(13, col("pre_num")));

        assertThat(once).containsOnlyKeys("Model_A", "Model_B");
        once.forEach((variant, moments) -> {
            assertThat(many.get(variant).units()).isEqualTo(moments.units());
            for (Measure row : Measure.values()) {
                assertThat(many.get(variant).mean(row)).isEqualTo(moments.mean(row));
                for (Measure column : Measure.values()) {
                    assertThat(many.get(variant).covariance(row, column)).isEqualTo(moments.covariance(row, column));
                }
            }
        });
    }

    @Test
    void numbersAreThoseOfSpark() {
        Dataset<Row> units = SharedSpark.session().sql(UNITS);

        Row row = units.selectExpr(
                        "count(*)", "avg(value_num)", "var_samp(value_num)", "covar_samp(value_num, pre_num)")
                .first();
        Moments moments = all(units);

        Percentage close = Percentage.withPercentage(1e-5);
        assertThat(moments.units()).isEqualTo(row.getLong(0));
        assertThat(moments.mean(Measure.NUMERATOR)).isCloseTo(row.getDouble(1), close);
        assertThat(moments.variance(Measure.NUMERATOR)).isCloseTo(row.getDouble(2), close);
        assertThat(moments.covariance(Measure.NUMERATOR, Measure.PRE_NUMERATOR)).isCloseTo(row.getDouble(3), close);
    }

    @Test
    void aNumberThatIsNullIsNotANumber() {
        Dataset<Row> units =
                SharedSpark.session().sql("SELECT CAST(null AS DOUBLE) AS a, 1D AS b UNION ALL SELECT 2D, 1D");

        Row row = units.select(UnitMoments.of(col("a"), col("b"), lit(0.0), lit(0.0)))
                .first();
        Moments moments = Moments.ofBytes(row.getAs(0));

        assertThat(moments.units()).isEqualTo(2);
        assertThat(moments.mean(Measure.NUMERATOR)).isNaN();
        assertThat(moments.mean(Measure.DENOMINATOR)).isEqualTo(1);
    }

    private static Moments all(Dataset<Row> units) {
        return Moments.ofBytes(units.select(MOMENTS).first().getAs(0));
    }

    private static Map<String, Moments> byVariant(Dataset<Row> units) {
        List<Row> rows = units.groupBy("variant").agg(MOMENTS).collectAsList();
        return rows.stream().collect(Collectors.toMap(row -> row.getString(0), row -> Moments.ofBytes(row.getAs(1))));
    }
}
