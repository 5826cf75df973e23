package sparkjoy.page;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * The units of an experiment against its weights.
 *
 * @param stages as of the last look, in the order in which a unit reaches them
 * @param days of which a look knows the exposed units
 * @param exposed units by variant that were exposed by the end of each day
 */
record Units(List<StageHealth> stages, List<LocalDate> days, Map<String, List<Long>> exposed) {
    private static final List<String> STAGES = List.of("assigned", "exposed", "after_bot_filter", "readout");

    /** One stage as gold.assignment_health judges it. */
    record StageHealth(
            String stage,
            Map<String, Long> units,
            Map<String, Double> expected,
            Optional<Double> p,
            Optional<Double> alwaysP,
            long crossovers,
            String verdict,
            String reason) {

        private static StageHealth of(Row row) {
            return new StageHealth(
                    row.getAs("stage"),
                    pairs(row, "users_by_variant"),
                    pairs(row, "expected_share"),
                    Optional.ofNullable(row.getAs("p_value")),
                    Optional.ofNullable(row.getAs("p_always_valid")),
                    Optional.<Long>ofNullable(row.getAs("crossovers")).orElse(0L),
                    row.getAs("verdict"),
                    row.getAs("reason"));
        }
    }

    /** Of rows of all units of one experiment, in order of their day. */
    static Units of(List<Row> rows) {
        Optional<LocalDate> last = rows.stream().map(Units::day).max(LocalDate::compareTo);
        List<StageHealth> stages = STAGES.stream()
                .flatMap(stage -> rows.stream()
                        .filter(row -> last.filter(day(row)::equals).isPresent())
                        .filter(row -> row.getAs("stage").equals(stage)))
                .map(StageHealth::of)
                .toList();
        List<Row> looks = rows.stream()
                .filter(row -> row.getAs("stage").equals("exposed"))
                .toList();
        return new Units(stages, looks.stream().map(Units::day).toList(), exposed(looks));
    }

    Units within(Limits limits) {
        Map<String, List<Long>> kept = new LinkedHashMap<>();
        exposed.forEach((variant, units) -> kept.put(variant, limits.lastDays(units)));
        return new Units(stages, limits.lastDays(days), kept);
    }

    private static Map<String, List<Long>> exposed(List<Row> looks) {
        List<Map<String, Long>> byLook = looks.stream()
                .map(row -> Units.<Long>pairs(row, "users_by_variant"))
                .toList();
        TreeSet<String> variants = new TreeSet<>();
        byLook.forEach(units -> variants.addAll(units.keySet()));
        Map<String, List<Long>> exposed = new LinkedHashMap<>();
        variants.forEach(variant -> exposed.put(
                variant,
                new ArrayList<>(IntStream.range(0, looks.size())
                        .mapToObj(look -> byLook.get(look).getOrDefault(variant, 0L))
                        .toList())));
        return exposed;
    }

    private static <T> Map<String, T> pairs(Row row, String column) {
        Map<String, T> pairs = new LinkedHashMap<>();
        row.<Row>getList(row.fieldIndex(column)).forEach(pair -> pairs.put(pair.getString(0), pair.getAs(1)));
        return pairs;
    }

    private static LocalDate day(Row row) {
        return row.<Date>getAs("as_of_date").toLocalDate();
    }
}
