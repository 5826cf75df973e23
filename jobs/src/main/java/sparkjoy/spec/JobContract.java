package sparkjoy.spec;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a job does, and the tables that it reads and writes, as `layer.name`.
 *
 * @param contract one sentence
 * @param reads without the logs of sources, and without the inputs of views: the specification names these
 * @param writes without views
 */
public record JobContract(String contract, List<String> reads, List<String> writes) {
    private static final Map<String, JobContract> ALL = read();

    /** By the names of the jobs, in the order of a run. */
    public static Map<String, JobContract> all() {
        return ALL;
    }

    /** Of a job that a pipeline can have. */
    public static JobContract of(String job) {
        if (!ALL.containsKey(job)) {
            throw new IllegalStateException("jobs.yaml has no job " + job);
        }
        return ALL.get(job);
    }

    private static Map<String, JobContract> read() {
        try (InputStream file = JobContract.class.getResourceAsStream("/sparkjoy/jobs.yaml")) {
            return Collections.unmodifiableMap(new ObjectMapper(new YAMLFactory())
                    .readValue(file, new TypeReference<LinkedHashMap<String, JobContract>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("jobs.yaml cannot be read", e);
        }
    }
}
