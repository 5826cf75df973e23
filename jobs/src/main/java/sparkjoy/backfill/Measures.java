package sparkjoy.backfill;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import sparkjoy.lake.TableContract;

/**
 * What can be added up in a table with an event_date: its rows and each whole or decimal number that is not a key.
 *
 * <p>A table with totals ('(all)' in each key of text) is measured by them: users of two services do not add up.
 */
record Measures(TableContract contract) {
    private static final String ROWS = "rows";

    /** Measure to value, by day. */
    Map<LocalDate, Map<String, BigDecimal>> byDay(Dataset<Row> rows) {
        List<String> names = names();
        List<Column> sums = new ArrayList<>();
        for (String name : names) {
            Column value = col(name).cast("DECIMAL(38,4)");
            sums.add(coalesce(sum(when(isTotal(), value)), sum(value), lit(0)).as(name));
        }
        Map<LocalDate, Map<String, BigDecimal>> byDay = new TreeMap<>();
        rows.groupBy("event_date")
                .agg(count(lit(1)).cast("DECIMAL(38,4)").as("_rows"), sums.toArray(Column[]::new))
                .collectAsList()
                .forEach(row -> byDay.put(row.getDate(0).toLocalDate(), values(row, names)));
        return byDay;
    }

    /** Names of all measures. */
    List<String> all() {
        return Stream.concat(Stream.of(ROWS), names().stream()).toList();
    }

    private List<String> names() {
        return contract.columns().stream()
                .map(TableContract.Column::name)
                .filter(name ->
                        !contract.key().contains(name) && isAdditive(field(name).dataType()))
                .toList();
    }

    private static Map<String, BigDecimal> values(Row row, List<String> names) {
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        values.put(ROWS, row.getDecimal(1));
        for (int index = 0; index < names.size(); index++) {
            values.put(names.get(index), row.getDecimal(index + 2));
        }
        return values;
    }

    private Column isTotal() {
        return contract.key().stream()
                .filter(key -> field(key).dataType().equals(DataTypes.StringType))
                .map(key -> col(key).equalTo("(all)"))
                .reduce(Column::and)
                .orElse(lit(true));
    }

    private StructField field(String name) {
        return contract.schema().apply(name);
    }

    private static boolean isAdditive(DataType type) {
        return type instanceof DecimalType
                || List.of(DataTypes.LongType, DataTypes.IntegerType).contains(type);
    }
}
