package sparkjoy.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Counts the truth while the events are sent; its size follows the days and users, never the events. */
final class Tally {
    private static final int HOURS = 3_600_000;

    private final Calendar calendar;
    private final List<DayTally> days;
    private final ExperimentTally experiment = new ExperimentTally();
    private final Map<AddedKey, Count> added = new HashMap<>();
    private final Map<String, Long> malformed = new TreeMap<>();
    private long distinct;
    private long duplicates;
    private long conflicts;
    private long late;
    private long botEvents;

    private record AddedKey(int day, int hour, Service service, Variant variant) {}

    Tally(Recipe recipe, Calendar calendar) {
        this.calendar = calendar;
        days = IntStream.range(0, recipe.days()).mapToObj(day -> new DayTally()).toList();
    }

    /** Counts a distinct valid event. */
    void count(Caller caller, Call call, boolean isLate) {
        int day = calendar.day(call.at());
        distinct++;
        late += isLate ? 1 : 0;
        botEvents += caller.person().isBot() ? 1 : 0;
        days.get(day).count(caller, call, day);
        if (call.name() == EventName.EXPERIMENT_VIEWED) {
            experiment.exposed(caller.person());
        }
        if (call.name() == EventName.ADDED_TO_CART
                && call.vertical() == Vertical.FOOD
                && call.variant() != Variant.NONE) {
            int hour = (int) (call.at() % Calendar.DAY / HOURS);
            AddedKey key = new AddedKey(day, hour, call.service(), call.variant());
            added.computeIfAbsent(key, unseen -> new Count()).add(1);
        }
    }

    void ordered(Order order) {
        amounts(order).ordered(order);
    }

    void undone(Order order, EventName how) {
        if (how == EventName.ORDER_CANCELLED) {
            amounts(order).cancelled(order);
        } else {
            amounts(order).refunded(order);
        }
    }

    void duplicate() {
        duplicates++;
    }

    void conflict() {
        conflicts++;
    }

    void malformed(Flaw flaw) {
        malformed.merge(flaw.name(), 1L, Long::sum);
    }

    /** No more events will come for the day. */
    void close(int day) {
        days.get(day).close();
    }

    long distinct() {
        return distinct;
    }

    Truth truth(Recipe recipe, Volume volume) {
        Map<String, Map<String, Long>> events = new TreeMap<>();
        Map<String, Truth.Day> truths = new TreeMap<>();
        for (int day = 0; day < days.size(); day++) {
            String date = calendar.date(day).toString();
            events.put(date, days.get(day).events());
            truths.put(date, days.get(day).truth());
        }
        return new Truth(
                recipe,
                volume.truth(),
                volume.lines(),
                distinct,
                duplicates,
                conflicts,
                malformed,
                late,
                botEvents,
                amounts(),
                events,
                truths,
                added(),
                Map.of(Experiment.ID, experiment.truth()));
    }

    private AmountTally amounts(Order order) {
        return days.get(calendar.day(order.at())).amounts(order.currency());
    }

    private Map<String, Truth.Amounts> amounts() {
        Map<String, AmountTally> totals = new TreeMap<>();
        days.forEach(day -> day.addAmountsTo(totals));
        return AmountTally.truths(totals);
    }

    private List<Truth.Added> added() {
        List<Truth.Added> rows = new ArrayList<>();
        added.forEach((key, count) -> rows.add(new Truth.Added(
                calendar.date(key.day()).toString(),
                key.hour(),
                Experiment.ID,
                key.variant().label(),
                key.service().label(),
                count.value())));
        rows.sort(Comparator.comparing(Truth.Added::eventDate)
                .thenComparing(Truth.Added::time)
                .thenComparing(Truth.Added::variant)
                .thenComparing(Truth.Added::service));
        return rows;
    }
}
