package sparkjoy.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import scala.Tuple2;

/**
 * Counts texts, each with the smallest of its message ids as an example. Of very many different texts the rarest are
 * forgotten, so that memory is bounded whatever is sent.
 */
final class Tally extends Aggregator<Tuple2<String, String>, Tally.Counts, String> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_TEXTS = 20_000;
    private static final int MOST_GIVEN = 2_000;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What was counted: all, and each text. A bean for Spark: what decodes Java's serialization can itself not be
     * serialized again once the driver has used it without generated code.
     */
    public static final class Counts implements Serializable {
        private static final long serialVersionUID = 1L;

        private long all;
        private final HashMap<String, Entry> entries = new HashMap<>();

        public long getAll() {
            return all;
        }

        public void setAll(long number) {
            this.all = number;
        }

        /** Each text with its count, a blank and its example. */
        public Map<String, String> getCoded() {
            Map<String, String> coded = new HashMap<>();
            entries.forEach((text, entry) -> coded.put(text, entry.count() + " " + entry.example()));
            return coded;
        }

        public void setCoded(Map<String, String> coded) {
            coded.forEach((text, entry) -> {
                int blank = entry.indexOf(' ');
                entries.put(text, new Entry(Long.parseLong(entry.substring(0, blank)), entry.substring(blank + 1)));
            });
        }

        void add(String text, long count, String example) {
            entries.merge(text, new Entry(count, example), Entry::plus);
            if (entries.size() > MOST_TEXTS) {
                forgetRarest();
            }
        }

        private void forgetRarest() {
            long median = entries.values().stream()
                    .mapToLong(Entry::count)
                    .sorted()
                    .skip(entries.size() / 2)
                    .findFirst()
                    .orElseThrow();
            entries.values().removeIf(entry -> entry.count() <= median);
        }
    }

    /** How often a text came, and the message id of one that had it. */
    record Entry(long count, String example) implements Serializable {
        Entry plus(Entry other) {
            return new Entry(count + other.count, example.compareTo(other.example) <= 0 ? example : other.example);
        }
    }

    /** The result, read. */
    record Result(long all, Map<String, Entry> entries) {
        static Result parse(Optional<String> json) {
            try {
                return json.isEmpty() ? new Result(0, Map.of()) : JSON.readValue(json.get(), Result.class);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public Counts zero() {
        return new Counts();
    }

    @Override
    public Counts reduce(Counts counts, Tuple2<String, String> textAndExample) {
        if (textAndExample._1() != null) {
            counts.all++;
            counts.add(textAndExample._1(), 1, textAndExample._2());
        }
        return counts;
    }

    @Override
    public Counts merge(Counts one, Counts other) {
        one.all += other.all;
        other.entries.forEach((text, entry) -> one.add(text, entry.count(), entry.example()));
        return one;
    }

    @Override
    public String finish(Counts counts) {
        Map<String, Entry> most = new HashMap<>();
        counts.entries.entrySet().stream()
                .sorted((a, b) ->
                        Long.compare(b.getValue().count(), a.getValue().count()))
                .limit(MOST_GIVEN)
                .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
        try {
            return JSON.writeValueAsString(new Result(counts.all, most));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Encoder<Counts> bufferEncoder() {
        return Encoders.bean(Counts.class);
    }

    @Override
    public Encoder<String> outputEncoder() {
        return Encoders.STRING();
    }

    static Encoder<Tuple2<String, String>> inputEncoder() {
        return Encoders.tuple(Encoders.STRING(), Encoders.STRING());
    }

    static List<String> parts(String text, String separator) {
        return List.of(text.split(separator, -1));
    }
}
