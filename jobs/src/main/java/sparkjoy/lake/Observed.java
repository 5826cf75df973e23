package sparkjoy.lake;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark observed of the rows that passed while a write ran; to be asked for after the write. */
public record Observed(Map<String, Object> values) {

    /** Where nothing was written: no rows under these names. */
    public static Observed nothing(String... names) {
        return new Observed(Arrays.stream(names)
                .collect(Collectors.toMap(name -> name, name -> CollectionConverters.asScala(List.of()))));
    }

    public static Observed in(Observation observation) {
        try {
            return new Observed(observation.getAsJava());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + observation.name(), e);
        }
    }

    public Object value(String name) {
        return values.get(name);
    }

    public long number(String name) {
        return (long) values.get(name);
    }

    @SuppressWarnings("unchecked")
    public List<Row> rows(String name) {
        return CollectionConverters.asJava((Seq<Row>) values.get(name));
    }
}
