package sparkjoy.init;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import sparkjoy.silver.ReadEvent;
import sparkjoy.spec.Identity;

/** An experiment as the sampled calls show it: its arms, and which units were in them. */
final class ExperimentSeen {
    private final Map<String, Set<String>> armsByUnit = new HashMap<>();
    private final Map<String, Set<String>> armsByAnonymousIdOfUser = new HashMap<>();
    private final Set<String> anonymousUnits = new HashSet<>();
    private final Map<String, Integer> arms = new TreeMap<>();
    private LocalDate first = LocalDate.MAX;
    private LocalDate last = LocalDate.MIN;

    void add(ReadEvent event, LocalDate day) {
        String unit = event.unitId().orElseThrow();
        String arm = event.variant().orElseThrow();
        if (add(armsByUnit, unit, arm)) {
            arms.merge(arm, 1, Integer::sum);
        }
        if (event.userId().isEmpty()) {
            anonymousUnits.add(unit);
        } else {
            event.anonymousId().ifPresent(id -> add(armsByAnonymousIdOfUser, id, arm));
        }
        first = day.isBefore(first) ? day : first;
        last = day.isAfter(last) ? day : last;
    }

    private static boolean add(Map<String, Set<String>> armsById, String id, String arm) {
        return armsById.computeIfAbsent(id, first -> new TreeSet<>()).add(arm);
    }

    LocalDate first() {
        return first;
    }

    LocalDate last() {
        return last;
    }

    /** Units by arm. */
    Map<String, Integer> arms() {
        return Collections.unmodifiableMap(arms);
    }

    /** Kinds of units that differ from each other here. */
    List<Identity.Unit> kinds() {
        List<Identity.Unit> kinds = new ArrayList<>(List.of(Identity.Unit.USER_OR_ANONYMOUS));
        if (!anonymousUnits.isEmpty()) {
            kinds.add(Identity.Unit.USER);
        }
        boolean hasUsers = anonymousUnits.size() < armsByUnit.size();
        if (hasUsers) {
            kinds.add(Identity.Unit.ANONYMOUS);
        }
        return kinds;
    }

    /** The arms that each unit was in, for a kind of units. */
    Map<String, Set<String>> armsByUnit(Identity.Unit kind) {
        return switch (kind) {
            case USER_OR_ANONYMOUS, STITCHED -> Collections.unmodifiableMap(armsByUnit);
            case USER -> {
                Map<String, Set<String>> users = new HashMap<>(armsByUnit);
                users.keySet().removeAll(anonymousUnits);
                yield users;
            }
            case ANONYMOUS -> {
                Map<String, Set<String>> anonymous = new HashMap<>(armsByAnonymousIdOfUser);
                anonymousUnits.forEach(id -> anonymous.merge(id, armsByUnit.get(id), ExperimentSeen::union));
                yield anonymous;
            }
        };
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    /** The share of an arm among the units of all arms. */
    double share(String arm) {
        return arms.get(arm)
                / (double) arms.values().stream().mapToInt(units -> units).sum();
    }

    /** Units that were in more than one arm. */
    long inSeveral() {
        return armsByUnit.values().stream().filter(arms -> arms.size() > 1).count();
    }
}
