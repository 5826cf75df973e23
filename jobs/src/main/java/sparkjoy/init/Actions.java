package sparkjoy.init;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sparkjoy.review.ColumnWords;
import sparkjoy.review.EventNames;
import sparkjoy.spec.ActionNames;

/**
 * Which action each sampled event means.
 *
 * @param taken action to event names, the most frequent first
 * @param doubtful event names that look like an action and lack what its events hold, with that action
 * @param unknown the other event names
 */
record Actions(Map<String, List<String>> taken, Map<String, String> doubtful, List<String> unknown) {
    private static final double HALF = 0.5;
    private static final List<String> OF_ORDERS = List.of("order_id", "revenue", "total", "products");

    static Actions of(Profiles profiles, Map<String, List<String>> known) {
        Map<String, List<String>> taken = new LinkedHashMap<>();
        known.keySet().forEach(action -> taken.put(action, new ArrayList<>()));
        Map<String, String> doubtful = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        ActionNames exact = new ActionNames(known);
        EventNames alike = new EventNames(known);
        CommonWords common = CommonWords.of(profiles.tracked().keySet());
        byFrequency(profiles).forEach(event -> {
            Optional<String> action = exact.action(event).or(() -> common.forms(event).stream()
                    .flatMap(form -> alike.actionLike(form).stream())
                    .findFirst());
            if (action.isEmpty()) {
                unknown.add(event);
            } else if (exact.action(event).isEmpty() && lacksAnOrder(action.get(), event, profiles)) {
                doubtful.put(event, action.get());
            } else {
                taken.get(action.get()).add(event);
            }
        });
        taken.values().removeIf(List::isEmpty);
        return new Actions(taken, doubtful, unknown);
    }

    private static List<String> byFrequency(Profiles profiles) {
        return profiles.tracked().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether half of the events of an order hold neither an id nor an amount nor products. */
    private static boolean lacksAnOrder(String action, String event, Profiles profiles) {
        if (!action.equals("order")) {
            return false;
        }
        CommonWords common = Keys.of(profiles).common();
        return profiles.where(profile -> profile.events().getOrDefault(event, 0L) >= profiles.count(event) * HALF
                        && OF_ORDERS.stream().anyMatch(column -> common.forms(profile.leaf()).stream()
                                .anyMatch(
                                        form -> ColumnWords.match(column, form).rank() >= 0)))
                .isEmpty();
    }

    /** How many sampled events mean an action. */
    long count(String action, Profiles profiles) {
        return events(action).stream().mapToLong(profiles::count).sum();
    }

    List<String> events(String action) {
        return taken.getOrDefault(action, List.of());
    }
}
