package sparkjoy.silver;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The lines of ids that come more than once, as far as a change of bronze touches them.
 *
 * @param ranked as {@link Ranking} has them; with what {@link Conflicts} tells where that was read along
 * @param touched hashes of the ids that were looked at; empty: all
 * @param replaced paths of the objects whose earlier lines are gone
 */
record Copies(Dataset<Row> ranked, Optional<Dataset<Row>> touched, List<String> replaced) {}
