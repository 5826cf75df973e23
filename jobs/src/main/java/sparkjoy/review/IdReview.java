package sparkjoy.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sparkjoy.spec.Spec;

/** User ids that are not a person's: placeholders of tracking code, and ids that are busier than people are. */
record IdReview(Spec spec, long every) {
    static final String PLACEHOLDER = "-";
    static final String PERSON = "+";
    private static final long FEWEST_BUSY_EVENTS = 1_000;
    private static final double BUSY_SHARE = 0.01;
    private static final int BUSY_TIMES_THE_MEAN = 20;

    List<Finding> findings(Tally.Result ids) {
        Set<String> placeholders = spec.identity().placeholders().stream()
                .map(id -> id.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        ids.entries().forEach((marked, entry) -> {
            String id = marked.substring(1);
            if (marked.startsWith(PLACEHOLDER)) {
                if (placeholders.contains(id.strip().toLowerCase(Locale.ROOT))) {
                    findings.add(placeholder(id, entry, ids.all()));
                }
            } else if (isBusy(entry.count(), ids)) {
                findings.add(busy(id, entry, ids.all()));
            }
        });
        return findings;
    }

    private boolean isBusy(long count, Tally.Result ids) {
        return count * every >= FEWEST_BUSY_EVENTS
                && count >= ids.all() * BUSY_SHARE
                && count * ids.entries().size() >= ids.all() * BUSY_TIMES_THE_MEAN;
    }

    private Finding placeholder(String id, Tally.Entry entry, long all) {
        return new Finding(
                Finding.Kind.PLACEHOLDER_ID,
                id,
                entry.count() * every,
                all * every,
                entry.example(),
                "events carry the user id '" + id
                        + "', a placeholder of identity.placeholders: it counts as absent, and"
                        + " the anonymous id is the unit; fix the tracking code",
                Optional.empty());
    }

    private Finding busy(String id, Tally.Entry entry, long all) {
        return new Finding(
                Finding.Kind.BUSY_ID,
                id,
                entry.count() * every,
                all * every,
                entry.example(),
                "events carry the user id '" + id
                        + "', which more than one person sends: all of them count as one user. If it identifies nobody,"
                        + " add it to identity.placeholders; if it is a robot, add it to bots.units",
                Optional.of(SpecLine.adding(
                        "identity", "placeholders", spec.identity().placeholders(), List.of(id))));
    }
}
