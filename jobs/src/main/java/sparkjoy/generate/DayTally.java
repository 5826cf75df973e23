package sparkjoy.generate;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What happened on one day, while it is being counted. */
final class DayTally {
    private static final String MAIN_CURRENCY = "EUR";

    private final Map<EventName, Count> events = new EnumMap<>(EventName.class);
    private final Map<EventName, Count> shoppers = new EnumMap<>(EventName.class);
    private final Map<Variant, Count> clicks = new EnumMap<>(Variant.class);
    private final Map<Variant, Count> impressions = new EnumMap<>(Variant.class);
    private final Map<String, AmountTally> amounts = new TreeMap<>(Map.of(MAIN_CURRENCY, new AmountTally()));
    private BitSet users = new BitSet();
    private long closedUsers;
    private long sessions;
    private long ordersTwice;

    void count(Caller caller, Call call, int day) {
        events.computeIfAbsent(call.name(), name -> new Count()).add(1);
        if (caller.person().isBot()) {
            return;
        }
        shoppers.computeIfAbsent(call.name(), name -> new Count()).add(1);
        users.set(caller.person().number());
        sessions += caller.isFirstOn(day) ? 1 : 0;
        if (call.name() == EventName.PRODUCT_CLICKED) {
            clicks.computeIfAbsent(call.variant(), variant -> new Count()).add(1);
        } else if (call.name() == EventName.PRODUCT_LIST_VIEWED) {
            impressions.computeIfAbsent(call.variant(), variant -> new Count()).add(call.shown());
        } else if (call.name() == EventName.ORDER_COMPLETED && call.isServer()) {
            ordersTwice++;
        }
    }

    AmountTally amounts(String currency) {
        return amounts.computeIfAbsent(currency, unseen -> new AmountTally());
    }

    void addAmountsTo(Map<String, AmountTally> totals) {
        amounts.forEach((currency, tally) ->
                totals.computeIfAbsent(currency, unseen -> new AmountTally()).add(tally));
    }

    /** Nobody else will be seen on this day: only the number of users is kept. */
    void close() {
        closedUsers += users.cardinality();
        users = new BitSet();
    }

    Map<String, Long> events() {
        Map<String, Long> byName = new TreeMap<>();
        events.forEach((name, count) -> byName.put(name.label(), count.value()));
        return byName;
    }

    Truth.Day truth() {
        Map<String, Truth.Clicks> variants = new TreeMap<>();
        for (Variant variant : Variant.values()) {
            if (impressions.containsKey(variant)) {
                long clicked = Count.of(clicks, variant);
                variants.put(variant.label(), new Truth.Clicks(Count.of(impressions, variant), clicked));
            }
        }
        return new Truth.Day(
                impressions.values().stream().mapToLong(Count::value).sum(),
                clicks.values().stream().mapToLong(Count::value).sum(),
                Count.of(shoppers, EventName.ADDED_TO_CART) + Count.of(shoppers, EventName.PRODUCT_ADDED),
                Count.of(shoppers, EventName.CHECKOUT_STARTED),
                Count.of(shoppers, EventName.ORDER_COMPLETED) - ordersTwice,
                Count.of(shoppers, EventName.ORDER_CANCELLED),
                Count.of(shoppers, EventName.ORDER_REFUNDED),
                closedUsers + users.cardinality(),
                sessions,
                AmountTally.truths(amounts),
                variants);
    }
}
