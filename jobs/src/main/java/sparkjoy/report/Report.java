package sparkjoy.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Spec;

/** What a lake says on one screen: what came in and was refused, whether the books balance, KPIs and variants. */
public record Report(String lake, List<Section> sections) {
    private static final int FIRST_ROWS = 6;
    private static final String FILES = "bronze.files";
    private static final String QUARANTINE = "bronze.quarantine";
    private static final String REJECTED = "silver.rejected";
    private static final String BALANCES = "ops.reconciliation";
    private static final String DAYS = "gold.kpi_daily";
    private static final String ASSIGNMENTS = "gold.assignments";
    private static final List<String> TABLES = List.of(FILES, QUARANTINE, REJECTED, BALANCES, DAYS, ASSIGNMENTS);
    private static final String PLACE = "coalesce(concat(' line ', CAST(line_number AS STRING)), ', the whole object')";
    private static final String WHOLE_DAYS = "vertical = '(all)' AND service = '(all)'";

    /** Of a lake without tables: which tables are missing. */
    public static Report of(Lake lake, Spec spec) {
        List<Section> sections = new ArrayList<>();
        if (isEmpty(lake)) {
            missing(lake).ifPresent(sections::add);
            return new Report(spec.lake(), List.copyOf(sections));
        }
        sections.add(files(lake));
        sections.add(refused(lake));
        sections.add(balances(lake));
        sections.add(days(lake, spec));
        sections.add(variants(lake));
        spec.views().keySet().stream()
                .map(view -> "gold." + view)
                .filter(lake::exists)
                .map(table -> section(
                        table,
                        "first rows",
                        lake.readFirstDays(table, FIRST_ROWS).limit(FIRST_ROWS)))
                .forEach(sections::add);
        missing(lake).ifPresent(sections::add);
        return new Report(spec.lake(), List.copyOf(sections));
    }

    /** Whether no run has written a table yet. */
    public static boolean isEmpty(Lake lake) {
        return TABLES.stream().noneMatch(lake::exists);
    }

    /** The sections as text, for a terminal. */
    public String text() {
        return sections.stream().map(Section::text).collect(Collectors.joining("\n\n"));
    }

    private static Section files(Lake lake) {
        return section(
                "What was ingested",
                "raw files by status",
                rows(lake, FILES)
                        .groupBy("status")
                        .agg(
                                sum("1", "files"),
                                sum("lines", "lines"),
                                sum("rows", "rows"),
                                sum("quarantined_lines", "refused"))
                        .orderBy("status"));
    }

    private static Section refused(Lake lake) {
        return section(
                "What was refused",
                "bronze.quarantine by reason and silver.rejected by rule, with an example",
                refused(rows(lake, QUARANTINE).filter("status = 'OPEN'"), "reason")
                        .unionByName(refused(rows(lake, REJECTED), "rule"))
                        .orderBy("reason"));
    }

    private static Dataset<Row> refused(Dataset<Row> rows, String reason) {
        return rows.groupBy(col(reason).as("reason"))
                .agg(
                        sum("1", "lines"),
                        expr("min(concat(substring_index(path, '/', -1), " + PLACE + "))")
                                .as("for example"));
    }

    private static Section balances(Lake lake) {
        return section(
                "Conservation",
                "both sides of each equation over all runs",
                rows(lake, BALANCES)
                        .groupBy("equation")
                        .agg(
                                sum("left", "left"),
                                sum("right", "right"),
                                expr("if(every(is_balanced), 'balanced', 'BROKEN')")
                                        .as("verdict"))
                        .orderBy("equation"));
    }

    private static Section days(Lake lake, Spec spec) {
        return section(
                "KPIs per day",
                "UTC, bots left out, money in " + spec.currency().reporting(),
                rows(lake, DAYS)
                        .filter(WHOLE_DAYS + " AND experiment_id = '(all)'")
                        .select(
                                "event_date",
                                "users",
                                "impressions",
                                "clicks",
                                "ctr",
                                "orders",
                                "gmv",
                                "gmv_net",
                                "conversion_rate")
                        .orderBy("event_date"));
    }

    private static Section variants(Lake lake) {
        Dataset<Row> clicks = rows(lake, DAYS)
                .filter(WHOLE_DAYS + " AND experiment_id NOT IN ('(all)', '(none)') AND variant <> '(all)'")
                .groupBy("experiment_id", "variant")
                .agg(sum("impressions", "impressions"), sum("clicks", "clicks"));
        Dataset<Row> units = rows(lake, ASSIGNMENTS)
                .filter("status = 'VALID'")
                .groupBy("experiment_id", "variant")
                .agg(sum("1", "units"));
        return section(
                "CTR by variant",
                "valid units, and all clicks over all impressions",
                clicks.join(units, new String[] {"experiment_id", "variant"}, "left")
                        .selectExpr(
                                "experiment_id",
                                "variant",
                                "units",
                                "impressions",
                                "clicks",
                                "try_divide(clicks, impressions) AS ctr")
                        .orderBy("experiment_id", "variant"));
    }

    private static Optional<Section> missing(Lake lake) {
        List<List<String>> missing = TABLES.stream()
                .filter(table -> !lake.exists(table))
                .map(List::of)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Section("Not written yet", "`joy run all` writes these tables", List.of("table"), missing));
    }

    /** Of a table that no job has written yet: none. */
    private static Dataset<Row> rows(Lake lake, String table) {
        return lake.exists(table) ? lake.read(table) : lake.empty(table);
    }

    private static Column sum(String expression, String name) {
        return expr("sum(" + expression + ")").as(name);
    }

    private static Section section(String title, String note, Dataset<Row> table) {
        List<List<String>> rows = table.collectAsList().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> Cell.of(row.get(column)))
                        .toList())
                .toList();
        return new Section(title, note, Arrays.asList(table.columns()), rows);
    }
}
