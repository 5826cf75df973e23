package sparkjoy.silver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import sparkjoy.spec.Identity;
import sparkjoy.spec.Spec;

/**
 * What the specification says about reading one event; travels to the executors as JSON.
 *
 * @param properties silver column to candidate paths, the first that holds a value wins
 * @param products column of a product to candidate names, the first that holds a value wins
 * @param actions canonical action to event names
 * @param placeholders user and anonymous ids that name nobody
 * @param consent that a person must have given
 * @param knowsCrawlers whether the list of known crawlers gives bots away
 * @param maxLateMicros how long before its receipt an event may have happened
 * @param maxEarlyMicros how long after its receipt an event may claim to have happened
 */
record Mapping(
        Map<String, List<String>> properties,
        Map<String, List<String>> products,
        Map<String, List<String>> actions,
        Identity.Unit unit,
        List<String> placeholders,
        ConsentRule consent,
        List<String> botUserAgents,
        boolean knowsCrawlers,
        List<String> botUnits,
        long maxLateMicros,
        long maxEarlyMicros) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Mapping from(Spec spec) {
        return new Mapping(
                spec.properties(),
                spec.products(),
                spec.actions(),
                spec.identity().unit(),
                spec.identity().placeholders(),
                ConsentRule.of(spec.consent()),
                spec.bots().userAgents(),
                spec.bots().knownCrawlers(),
                spec.bots().units(),
                TimeUnit.MILLISECONDS.toMicros(spec.eventTime().maxLate().toMillis()),
                TimeUnit.MILLISECONDS.toMicros(spec.eventTime().maxEarly().toMillis()));
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A mapping is not JSON", e);
        }
    }

    static Mapping parse(String json) {
        try {
            return JSON.readValue(json, Mapping.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is not a valid event mapping: " + json, e);
        }
    }
}
