package sparkjoy.gold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The cells that combinations of dimension values count in, by number: numbers are what rows are multiplied with, names
 * come back at the end.
 */
final class CellGrid {
    static final String ALL = "(all)";
    /** Each combination counts in its own cell and in those above it. */
    static final int CELLS_A_COMBINATION = 12;

    private final SparkSession spark;
    private final Map<Combination, Integer> numbers = new LinkedHashMap<>();
    private final List<Row> combinations = new ArrayList<>();

    /** Values of the four dimensions, or of a cell. */
    private record Combination(String vertical, String service, String experiment, String variant) {
        static Combination of(Row row) {
            return new Combination(row.getString(0), row.getString(1), row.getString(2), row.getString(3));
        }

        /** A variant only has a meaning within its experiment: (experiment, variant), (experiment, all) or (all, all). */
        List<Combination> cells() {
            return Stream.of(vertical, ALL)
                    .flatMap(v -> Stream.of(service, ALL)
                            .flatMap(s -> Stream.of(
                                    new Combination(v, s, experiment, variant),
                                    new Combination(v, s, experiment, ALL),
                                    new Combination(v, s, ALL, ALL))))
                    .toList();
        }

        Object[] names() {
            return new Object[] {vertical, service, experiment, variant};
        }
    }

    private CellGrid(SparkSession spark, List<Combination> found) {
        this.spark = spark;
        found.forEach(combination -> {
            Stream<Object> cells = combination.cells().stream().map(this::number);
            combinations.add(RowFactory.create(
                    Stream.concat(Stream.of(combination.names()), cells).toArray()));
        });
    }

    /** The grid over the combinations that rows with the four dimensions hold. */
    static CellGrid over(Dataset<Row> rows) {
        List<Combination> found =
                rows.select("vertical", "service", "experiment_id", "variant").distinct().collectAsList().stream()
                        .map(Combination::of)
                        .sorted(Comparator.comparing(Combination::toString))
                        .toList();
        return new CellGrid(rows.sparkSession(), found);
    }

    int size() {
        return numbers.size();
    }

    /** One row a combination: the four dimensions, then its cells `c0` to `c11`. */
    Dataset<Row> cellsOfCombinations() {
        StructType schema = dimensions();
        for (String cell : cellColumns()) {
            schema = schema.add(cell, DataTypes.IntegerType);
        }
        return spark.createDataFrame(combinations, schema);
    }

    /** One row a cell: its number and what it says in the four dimensions. */
    Dataset<Row> names() {
        List<Row> rows = numbers.entrySet().stream()
                .map(cell -> RowFactory.create(Stream.concat(
                                Stream.of(cell.getValue()),
                                Stream.of(cell.getKey().names()))
                        .toArray()))
                .toList();
        StructType schema = new StructType().add("cell", DataTypes.IntegerType);
        for (String dimension : Activity.DIMENSIONS) {
            schema = schema.add(dimension, DataTypes.StringType);
        }
        return spark.createDataFrame(rows, schema);
    }

    static List<String> cellColumns() {
        return IntStream.range(0, CELLS_A_COMBINATION)
                .mapToObj(cell -> "c" + cell)
                .toList();
    }

    private Integer number(Combination cell) {
        return numbers.computeIfAbsent(cell, unseen -> numbers.size());
    }

    private static StructType dimensions() {
        StructType schema = new StructType();
        for (String dimension : Activity.DIMENSIONS) {
            schema = schema.add(dimension, DataTypes.StringType);
        }
        return schema;
    }
}
