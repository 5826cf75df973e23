package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import sparkjoy.spec.Step;

/** The grammar of data manipulation on a dataset: each verb gives a new one, expressions are Spark SQL. */
public final class Tidy {
    private final Dataset<Row> rows;

    private Tidy(Dataset<Row> rows) {
        this.rows = rows;
    }

    public static Tidy from(Dataset<Row> rows) {
        return new Tidy(rows);
    }

    public Dataset<Row> rows() {
        return rows;
    }

    public Tidy filter(String condition) {
        return new Tidy(rows.filter(condition));
    }

    public Tidy select(String... expressions) {
        return new Tidy(rows.selectExpr(expressions));
    }

    /** New name to old name. */
    public Tidy rename(Map<String, String> columns) {
        columns.values().forEach(rows::col);
        Dataset<Row> renamed = rows;
        for (Map.Entry<String, String> column : columns.entrySet()) {
            renamed = renamed.withColumnRenamed(unquoted(column.getValue()), column.getKey());
        }
        return new Tidy(renamed);
    }

    /** A name that is written between backticks, as it is. */
    private static String unquoted(String name) {
        return name.matches("(?s)`.+`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
    }

    /** Column to expression, in order; a later one sees the earlier ones. */
    public Tidy mutate(Map<String, String> columns) {
        Dataset<Row> mutated = rows;
        for (Map.Entry<String, String> column : columns.entrySet()) {
            mutated = mutated.withColumn(column.getKey(), expr(column.getValue()));
        }
        return new Tidy(mutated);
    }

    /** Leaves out rows with a null in one of the columns; no columns: in any. */
    public Tidy dropNa(String... columns) {
        return new Tidy(columns.length == 0 ? rows.na().drop() : rows.na().drop(columns));
    }

    public Tidy distinct(String... columns) {
        return new Tidy(
                columns.length == 0 ? rows.distinct() : rows.selectExpr(columns).distinct());
    }

    public Tidy join(Dataset<Row> other, List<String> by, Step.Join.Kind kind) {
        String type =
                switch (kind) {
                    case INNER -> "inner";
                    case LEFT -> "left";
                    case SEMI -> "left_semi";
                    case ANTI -> "left_anti";
                };
        return new Tidy(rows.join(other, by.toArray(String[]::new), type));
    }

    /** Groups, to be summarised. */
    public Grouped groupBy(String... expressions) {
        return new Grouped(rows.groupBy(columns(expressions)));
    }

    /** One row a group with the number of its rows. */
    public Tidy count(String as, String... by) {
        return new Tidy(rows.groupBy(columns(by)).agg(functions.count(lit(1)).as(as)));
    }

    /** Sorts by expressions; a leading `-` sorts descending. */
    public Tidy arrange(String... expressions) {
        return new Tidy(rows.orderBy(Arrays.stream(expressions)
                .map(text -> text.startsWith("-")
                        ? expr(text.substring(1)).desc()
                        : expr(text).asc())
                .toArray(Column[]::new)));
    }

    public Tidy head(int number) {
        return new Tidy(rows.limit(number));
    }

    /** Groups by all columns but the pivot's and those that are summarised, and spreads the pivot's values to columns. */
    public Tidy pivot(String column, List<String> values, Map<String, String> summarise) {
        String mentioned = String.join(" ", summarise.values()).toLowerCase(Locale.ROOT);
        Column[] keys = Arrays.stream(rows.columns())
                .filter(name -> !name.equals(column) && !mentioned.contains(name.toLowerCase(Locale.ROOT)))
                .map(functions::col)
                .toArray(Column[]::new);
        return new Grouped(rows.groupBy(keys).pivot(column, List.<Object>copyOf(values))).summarise(summarise);
    }

    /** Rows in groups. */
    public static final class Grouped {
        private final RelationalGroupedDataset groups;

        private Grouped(RelationalGroupedDataset groups) {
            this.groups = groups;
        }

        /** Column to aggregate expression. */
        public Tidy summarise(Map<String, String> columns) {
            Column[] all = columns.entrySet().stream()
                    .map(column -> expr(column.getValue()).as(column.getKey()))
                    .toArray(Column[]::new);
            return new Tidy(groups.agg(all[0], Arrays.copyOfRange(all, 1, all.length)));
        }
    }

    private static Column[] columns(String... expressions) {
        return Arrays.stream(expressions)
                .map(text -> text.matches("\\w+") ? col(text) : expr(text))
                .toArray(Column[]::new);
    }
}
