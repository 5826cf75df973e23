package sparkjoy.silver;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import sparkjoy.lake.InDriver;

/** {@link Deduplication}'s ranking of lines that are in the driver: in the same order, without a query. */
final class FewLines {
    private FewLines() {}

    /**
     * The ranking; empty where the lines are not in the driver.
     *
     * @param lines narrow: the columns of an id, then those that decide its event
     */
    static Optional<Ranking> ranking(Dataset<Row> lines) {
        return InDriver.sorted(lines).map(sorted -> ranking(lines, sorted));
    }

    private static Ranking ranking(Dataset<Row> lines, List<Row> sorted) {
        List<Row> repeated = new ArrayList<>();
        long singles = 0;
        for (List<Row> ofOneId : byId(sorted)) {
            if (ofOneId.size() == 1) {
                singles++;
            } else {
                IntStream.range(0, ofOneId.size())
                        .mapToObj(place -> ranked(ofOneId.get(place), place + 1))
                        .forEach(repeated::add);
            }
        }
        return new Ranking(
                lines.sparkSession()
                        .createDataFrame(repeated, lines.schema().add("rank", DataTypes.IntegerType, false)),
                singles);
    }

    private static List<List<Row>> byId(List<Row> sorted) {
        List<List<Row>> groups = new ArrayList<>();
        for (Row line : sorted) {
            if (groups.isEmpty() || !hasSameId(groups.get(groups.size() - 1).get(0), line)) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(line);
        }
        return groups;
    }

    private static boolean hasSameId(Row one, Row other) {
        return Objects.equals(one.get(0), other.get(0)) && Objects.equals(one.get(1), other.get(1));
    }

    private static Row ranked(Row line, int rank) {
        return RowFactory.create(Stream.concat(IntStream.range(0, line.size()).mapToObj(line::get), Stream.of(rank))
                .toArray());
    }
}
