package sparkjoy.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a commit's rows come from; stored as the Delta commit's user metadata.
 *
 * @param runId the run that wrote
 * @param specHash hash of the resolved specification
 * @param inputs version of each table that the job read
 * @param batch the ingest batch, for bronze
 * @param sources up to where each source is complete, for the ledger
 * @param experiments those of the specification of which the commit may have changed rows; empty: any
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Provenance(
        String runId,
        String specHash,
        Map<String, Long> inputs,
        Optional<String> batch,
        Map<String, SourceMark> sources,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Set<String>> experiments) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    public Provenance {
        inputs = inputs == null ? Map.of() : Map.copyOf(inputs);
        batch = batch == null ? Optional.empty() : batch;
        sources = sources == null ? Map.of() : Map.copyOf(sources);
        experiments = experiments == null ? Optional.empty() : experiments.map(TreeSet::new);
    }

    /** Of a run that has read nothing yet. */
    public static Provenance ofRun(String runId, String specHash) {
        return new Provenance(runId, specHash, Map.of(), Optional.empty(), Map.of(), Optional.empty());
    }

    public Provenance withInputs(Map<String, Long> versions) {
        return new Provenance(runId, specHash, versions, batch, sources, experiments);
    }

    public Provenance ofBatch(String id) {
        return new Provenance(runId, specHash, inputs, Optional.of(id), sources, experiments);
    }

    public Provenance ofSources(Map<String, SourceMark> marks) {
        return new Provenance(runId, specHash, inputs, batch, marks, experiments);
    }

    /** Of a commit that changes no rows of other experiments; empty: it may change any. */
    public Provenance ofExperiments(Optional<Set<String>> changed) {
        return new Provenance(runId, specHash, inputs, batch, sources, changed);
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Provenance is not JSON: " + this, e);
        }
    }

    /** Empty where the text is not ours: other writers may put anything there. */
    static Optional<Provenance> parse(String text) {
        try {
            return Optional.of(JSON.readValue(text, Provenance.class)).filter(found -> found.runId() != null);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
