package sparkjoy.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each trouble of real logs happens, as shares from 0 to 1.
 *
 * @param duplicate events that are delivered again under the same messageId, content unchanged
 * @param conflict events that are delivered again under the same messageId with different content
 * @param late events that arrive hours to five days late; at most 0.5, for only phones go offline
 * @param malformed extra lines that must be refused, per event
 * @param oldFolder files that lie in an older day's folder
 * @param bot users that are bots
 * @param noGroup users outside the experiment
 * @param crossover users of the experiment that see both variants
 * @param leak users of the experiment in the unknown arm Model_C
 * @param hashFault users of the experiment in the variant that the hash does not give
 * @param orderTwice orders reported by browser and server
 * @param usd orders paid in USD instead of EUR
 */
public record Rates(
        double duplicate,
        double conflict,
        double late,
        double malformed,
        double oldFolder,
        double bot,
        double noGroup,
        double crossover,
        double leak,
        double hashFault,
        double orderTwice,
        double usd) {

    private static final double MOST_LATE = 0.5;

    public Rates {
        Map<Option, Double> shares = new LinkedHashMap<>();
        shares.put(Option.DUPLICATE_RATE, duplicate);
        shares.put(Option.CONFLICT_RATE, conflict);
        shares.put(Option.LATE_RATE, late);
        shares.put(Option.MALFORMED_RATE, malformed);
        shares.put(Option.OLD_FOLDER_RATE, oldFolder);
        shares.put(Option.BOT_RATE, bot);
        shares.put(Option.NO_GROUP_RATE, noGroup);
        shares.put(Option.CROSSOVER_RATE, crossover);
        shares.put(Option.LEAK_RATE, leak);
        shares.put(Option.HASH_FAULT_RATE, hashFault);
        shares.put(Option.ORDER_TWICE_RATE, orderTwice);
        shares.put(Option.USD_RATE, usd);
        Problems problems = new Problems();
        shares.forEach((option, share) -> problems.unless(
                share >= 0 && share <= 1, "%s is %s: give a share from 0 to 1".formatted(option.key(), share)));
        problems.unless(
                late <= MOST_LATE, "late-rate is %s: give at most 0.5, for only phones go offline".formatted(late));
        exclusive(problems, shares, List.of(Option.DUPLICATE_RATE, Option.CONFLICT_RATE));
        exclusive(problems, shares, List.of(Option.CROSSOVER_RATE, Option.LEAK_RATE, Option.HASH_FAULT_RATE));
        problems.refuse();
    }

    private static void exclusive(Problems problems, Map<Option, Double> shares, List<Option> options) {
        double sum = options.stream().mapToDouble(shares::get).sum();
        List<String> keys = options.stream().map(Option::key).toList();
        problems.unless(
                sum <= 1,
                "%s add up to %s: at most one of them applies to each event, so keep the sum within 1"
                        .formatted(keys, sum));
    }
}
