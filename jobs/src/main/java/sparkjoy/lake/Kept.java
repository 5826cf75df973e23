package sparkjoy.lake;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.LogicalRDD$;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows, computed now by one query and kept for as long as they are in use; unlike Spark's cache no write of a table drops
 * them. Few rows are held in the driver, where the plans of later queries find them without a job.
 *
 * @param number how many there are
 */
public record Kept(Dataset<Row> rows, long number) {
    /** More rows or bytes than this stay in Spark's memory. */
    private static final int MOST_ROWS = 10_000;

    private static final long MOST_BYTES = 4L << 20;

    /** Computes rows. */
    public static Kept of(Dataset<Row> rows) {
        Optional<List<InternalRow>> known = InDriver.internal(rows);
        if (known.isPresent()) {
            List<InternalRow> all = known.get();
            return new Kept(local(rows, all), all.size());
        }
        QueryExecution query = classic(rows).queryExecution();
        return SQLExecution.withNewExecutionId(query, Option.apply("kept"), () -> computed(rows, query));
    }

    /** The distinct rows that are not among others of the same columns, computed now. */
    public static Dataset<Row> difference(Dataset<Row> some, Dataset<Row> others) {
        Optional<List<Row>> few = InDriver.rows(some);
        Optional<List<Row>> fewOthers = InDriver.rows(others);
        if (few.isEmpty() || fewOthers.isEmpty()) {
            return of(some.except(others)).rows();
        }
        Set<Row> without = new HashSet<>(fewOthers.get());
        return some.sparkSession()
                .createDataFrame(
                        few.get().stream()
                                .distinct()
                                .filter(row -> !without.contains(row))
                                .toList(),
                        some.schema());
    }

    /** The distinct rows, computed now. */
    public static Dataset<Row> distinct(Dataset<Row> rows) {
        return InDriver.rows(rows)
                .map(all -> rows.sparkSession()
                        .createDataFrame(all.stream().distinct().toList(), rows.schema()))
                .orElseGet(() -> of(rows.distinct()).rows());
    }

    /** Whether there are none; the plan of a query over them knows it. */
    public boolean areNone() {
        return number == 0;
    }

    /** Whether the rows are few enough to lie in the driver. */
    public boolean isInDriver() {
        return InDriver.internal(rows).isPresent();
    }

    private static Kept computed(Dataset<Row> rows, QueryExecution query) {
        JavaRDD<InternalRow> all = query.executedPlan()
                .execute()
                .toJavaRDD()
                .map(InternalRow::copy)
                .persist(StorageLevel.MEMORY_AND_DISK_SER());
        all.rdd().localCheckpoint();
        int partitions = Math.max(1, all.getNumPartitions());
        List<Part> parts = all.mapPartitions(
                        part -> List.of(Part.of(part, partitions)).iterator())
                .collect();
        long number = parts.stream().mapToLong(Part::number).sum();
        long bytes = parts.stream().mapToLong(Part::bytes).sum();
        if (number > MOST_ROWS || bytes > MOST_BYTES || parts.stream().anyMatch(part -> !part.isWhole())) {
            return new Kept(dataset(rows, LogicalRDD$.MODULE$.fromDataset(all.rdd(), classic(rows), false)), number);
        }
        all.unpersist();
        List<InternalRow> few = new ArrayList<>();
        parts.forEach(part -> few.addAll(part.rows()));
        return new Kept(local(rows, few), number);
    }

    private static Dataset<Row> local(Dataset<Row> rows, List<InternalRow> few) {
        LogicalPlan plan = classic(rows).queryExecution().analyzed();
        return dataset(
                rows,
                new LocalRelation(
                        plan.output(), CollectionConverters.asScala(few).toSeq(), false, Option.empty()));
    }

    private static Dataset<Row> dataset(Dataset<Row> rows, LogicalPlan plan) {
        return Dataset$.MODULE$.ofRows((SparkSession) rows.sparkSession(), plan);
    }

    private static org.apache.spark.sql.classic.Dataset<Row> classic(Dataset<Row> rows) {
        return (org.apache.spark.sql.classic.Dataset<Row>) rows;
    }

    /**
     * The rows of one partition as a task sends them to the driver.
     *
     * @param rows none where they are too many
     */
    private record Part(List<UnsafeRow> rows, long number, long bytes, boolean isWhole) implements Serializable {
        private static final long serialVersionUID = 1L;
        /** A partition may hold so many times its share of the few rows. */
        private static final int SKEW = 4;

        private static final long LEAST_BYTES = 1L << 16;

        static Part of(Iterator<InternalRow> all, int partitions) {
            long most = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, SKEW * MOST_BYTES / partitions));
            ArrayList<UnsafeRow> rows = new ArrayList<>();
            long number = 0;
            long bytes = 0;
            while (all.hasNext()) {
                UnsafeRow row = (UnsafeRow) all.next();
                number++;
                bytes += row.getSizeInBytes();
                if (number <= MOST_ROWS && bytes <= most) {
                    rows.add(row.copy());
                }
            }
            boolean isWhole = rows.size() == number;
            return new Part(isWhole ? rows : new ArrayList<>(), number, bytes, isWhole);
        }
    }
}
