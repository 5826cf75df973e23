package sparkjoy.review;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import sparkjoy.spec.Spec;

/**
 * Looks at new events for what looks like a mapped thing and is not, while they are written: names of events, keys of
 * properties, orders without an amount, ids that are not a person's. It adds two aggregates to the pass that writes the
 * events, and reads nothing itself. Of many events it looks at every n-th, chosen by message id.
 *
 * @param every n
 */
public record Review(Spec spec, long every) {
    private static final String SHAPES = "review of shapes";
    private static final String IDS = "review of ids";
    private static final long LOOKED_AT = 200_000;
    private static final int LONGEST_ID = 200;

    /** A review of so many lines. */
    public static Review of(Spec spec, long lines) {
        return new Review(spec, 1 + Math.max(0, lines - 1) / LOOKED_AT);
    }

    /** Aggregates over rows of silver.events, for {@link #findings}. */
    public List<Column> columns() {
        UserDefinedFunction tally = udaf(new Tally(), Tally.inputEncoder());
        Column example = col("message_id");
        return List.of(
                tally.apply(among(Shape.column()), example).as(SHAPES),
                tally.apply(among(id()), example).as(IDS));
    }

    /**
     * What the aggregates say, the most frequent of each kind first.
     *
     * @param observed value of an aggregate by its name
     */
    public List<Finding> findings(Function<String, Object> observed) {
        Tally.Result shapes = Tally.Result.parse(Optional.ofNullable((String) observed.apply(SHAPES)));
        Tally.Result ids = Tally.Result.parse(Optional.ofNullable((String) observed.apply(IDS)));
        return Stream.concat(
                        new ShapeReview(spec, every).findings(shapes).stream(),
                        new IdReview(spec, every).findings(ids).stream())
                .sorted(Comparator.comparing(Finding::kind)
                        .thenComparing(Comparator.comparing(Finding::events).reversed())
                        .thenComparing(Finding::subject))
                .toList();
    }

    private Column among(Column text) {
        return every == 1
                ? text
                : when(pmod(xxhash64(col("message_id")), lit(every)).equalTo(0), text);
    }

    /** A user id of a person, or one that was sent and names nobody, each marked as what it is. */
    private static Column id() {
        Column rescued = when(
                col("rescued").isNotNull(),
                concat(lit(IdReview.PLACEHOLDER), get_json_object(col("rescued"), "$.user_id")));
        Column id = when(not(col("is_bot")), concat(lit(IdReview.PERSON), col("user_id")));
        return substring(coalesce(rescued, id), 1, LONGEST_ID);
    }
}
