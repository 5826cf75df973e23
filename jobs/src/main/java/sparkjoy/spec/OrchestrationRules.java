package sparkjoy.spec;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A scheduler can keep what is asked of it. */
final class OrchestrationRules {
    private static final int MOST_RETRIES = 20;
    private static final int MOST_CORES = 1024;
    private static final int MOST_EXECUTORS = 1000;
    private static final int LONGEST_TAG = 100;
    private static final long LEAST_MEMORY = 1L << 30;
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9][a-zA-Z0-9._:/-]*(:[\\w.-]+|@sha256:[0-9a-f]{64})");

    private OrchestrationRules() {}

    static void check(Place orchestration) {
        orchestration
                .at("retries")
                .value(Integer.class)
                .filter(retries -> retries < 0 || retries > MOST_RETRIES)
                .ifPresent(retries -> orchestration
                        .at("retries")
                        .complain(retries + " is out of range; write a number from 0 to " + MOST_RETRIES));
        List.of("retry_delay", "timeout", "slo").forEach(key -> checkSeconds(orchestration.at(key)));
        Schedule.check(orchestration.at("check"));
        orchestration.at("tags").items().forEach(OrchestrationRules::checkTag);
        checkImage(orchestration.at("image"));
        List.of("resources", "executors").forEach(key -> checkShare(orchestration.at(key)));
        LimitRules.checkRange(orchestration.at("executors").at("number"), MOST_EXECUTORS);
    }

    private static void checkSeconds(Place place) {
        place.value(Duration.class)
                .filter(Duration::isZero)
                .ifPresent(value -> place.complain("is zero; write a duration above 0, like 10 minutes or 2h"));
    }

    private static void checkTag(Place place) {
        place.text()
                .filter(tag -> tag.length() > LONGEST_TAG)
                .ifPresent(tag -> place.complain("a tag of " + tag.length()
                        + " letters is longer than Airflow keeps; write at most " + LONGEST_TAG));
    }

    private static void checkImage(Place place) {
        place.text()
                .filter(image -> !IMAGE.matcher(image).matches())
                .ifPresent(image -> place.complain(Secrets.shown(image)
                        + " does not say which image of which version; write it like registry/spark-joy:0.1.0"));
    }

    private static void checkShare(Place share) {
        LimitRules.checkRange(share.at("cpu"), MOST_CORES);
        Place memory = share.at("memory");
        memory.value(Long.class)
                .filter(bytes -> bytes < LEAST_MEMORY)
                .ifPresent(bytes -> memory.complain(bytes + " bytes is too little for Spark; write 1GiB or more"));
    }
}
