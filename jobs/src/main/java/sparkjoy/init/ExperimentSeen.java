package sparkjoy.init;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An experiment as the sampled calls show it: its arms, and which units were in them. */
final class ExperimentSeen {
    private final Map<String, Set<Long>> units = new TreeMap<>();
    private LocalDate first = LocalDate.MAX;
    private LocalDate last = LocalDate.MIN;

    void add(String arm, long unit, LocalDate day) {
        units.computeIfAbsent(arm, name -> new HashSet<>()).add(unit);
        first = day.isBefore(first) ? day : first;
        last = day.isAfter(last) ? day : last;
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
        units.forEach((arm, seen) -> arms.put(arm, seen.size()));
        return arms;
    }

    /** The share of an arm among the units of all arms. */
    double share(String arm) {
        long all = units.values().stream().mapToLong(Set::size).sum();
        return units.get(arm).size() / (double) all;
    }

    /** Units that were in more than one arm. */
    long inSeveral() {
        Set<Long> once = new HashSet<>();
        Set<Long> again = new HashSet<>();
        units.values()
                .forEach(seen -> seen.stream().filter(unit -> !once.add(unit)).forEach(again::add));
        return again.size();
    }
}
