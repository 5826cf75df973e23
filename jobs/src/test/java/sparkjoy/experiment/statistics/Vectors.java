package sparkjoy.experiment.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Reference numbers of public libraries: gbstats, scipy, statsmodels, tea-tasting, PlanOut. */
public final class Vectors {
    private static final JsonNode ALL = read();

    private Vectors() {}

    /** The vector with this name. */
    public static JsonNode named(String name) {
        return StreamSupport.stream(ALL.get("vectors").spliterator(), false)
                .filter(vector -> vector.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no vector is named " + name));
    }

    static double number(JsonNode node, String path) {
        JsonNode number = node.at(path);
        if (!number.isNumber()) {
            throw new IllegalArgumentException("no number at " + path);
        }
        return number.asDouble();
    }

    static double[] numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    /** Units of a metric that is no ratio. */
    static Moments values(double... values) {
        Moments moments = new Moments();
        for (double value : values) {
            moments.add(value, 1, 0, 0);
        }
        return moments;
    }

    static Moments withHistory(JsonNode arm) {
        double[] after = numbers(arm.get("post"));
        double[] before = numbers(arm.get("pre"));
        Moments moments = new Moments();
        IntStream.range(0, after.length).forEach(i -> moments.add(after[i], 1, before[i], 1));
        return moments;
    }

    static Moments ratios(JsonNode arm) {
        double[] clicks = numbers(arm.get("clicks"));
        double[] impressions = numbers(arm.get("impressions"));
        Moments moments = new Moments();
        IntStream.range(0, clicks.length).forEach(i -> moments.add(clicks[i], impressions[i], 0, 0));
        return moments;
    }

    /** The arms of {@code mean_gmv_per_user}. */
    static Moments spending(String arm) {
        return values(numbers(named("mean_gmv_per_user").at("/input/" + arm)));
    }

    private static JsonNode read() {
        try (InputStream json = Vectors.class.getResourceAsStream("/statistics_vectors.json")) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
