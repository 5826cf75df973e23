package sparkjoy.init;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import sparkjoy.silver.ReadEvent;
import sparkjoy.spec.Identity;

/** An experiment as the sampled calls show it: its arms, and which units were in them. */
final class ExperimentSeen {
    private final Map<Identity.Unit, Map<String, Set<String>>> armsByUnit = new EnumMap<>(Identity.Unit.class);
    private LocalDate first = LocalDate.MAX;
    private LocalDate last = LocalDate.MIN;

    void add(ReadEvent event, LocalDate day) {
        String arm = event.variant().orElseThrow();
        add(Identity.Unit.USER_OR_ANONYMOUS, event.unitId(), arm);
        add(Identity.Unit.USER, event.userId(), arm);
        add(Identity.Unit.ANONYMOUS, event.anonymousId(), arm);
        first = day.isBefore(first) ? day : first;
        last = day.isAfter(last) ? day : last;
    }

    private void add(Identity.Unit kind, Optional<String> unit, String arm) {
        unit.ifPresent(id -> armsByUnit
                .computeIfAbsent(kind, first -> new HashMap<>())
                .computeIfAbsent(id, first -> new TreeSet<>())
                .add(arm));
    }

    LocalDate first() {
        return first;
    }

    LocalDate last() {
        return last;
    }

    /** Units by arm. */
    Map<String, Integer> arms() {
        Map<String, Integer> arms = new TreeMap<>();
        armsByUnit(Identity.Unit.USER_OR_ANONYMOUS)
                .values()
                .forEach(seen -> seen.forEach(arm -> arms.merge(arm, 1, Integer::sum)));
        return arms;
    }

    /** The arms that each unit was in, for a kind of units. */
    Map<String, Set<String>> armsByUnit(Identity.Unit kind) {
        return armsByUnit.getOrDefault(kind, Map.of());
    }

    /** The share of an arm among the units of all arms. */
    double share(String arm) {
        Map<String, Integer> arms = arms();
        return arms.get(arm)
                / (double) arms.values().stream().mapToInt(units -> units).sum();
    }

    /** Units that were in more than one arm. */
    long inSeveral() {
        return armsByUnit(Identity.Unit.USER_OR_ANONYMOUS).values().stream()
                .filter(arms -> arms.size() > 1)
                .count();
    }
}
