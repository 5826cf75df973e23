package sparkjoy.backfill;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import sparkjoy.backfill.Entry.Step;
import sparkjoy.run.Days;

/**
 * A backfill by its journal.
 *
 * @param steps after the start, oldest first
 */
record Backfill(Entry started, List<Entry> steps) {
    String id() {
        return started.backfill();
    }

    Days days() {
        return started.days();
    }

    boolean isFinished() {
        return steps.stream().anyMatch(entry -> entry.step() == Step.FINISHED);
    }

    /** Days that are not recomputed yet. */
    NavigableSet<LocalDate> pending() {
        return without(steps, Step.RECOMPUTED);
    }

    /** How its last promotion began; empty where there was none, or it was rolled back. */
    Optional<Entry> promotion() {
        Optional<Entry> promotion = Optional.empty();
        for (Entry entry : steps) {
            if (entry.step() == Step.PROMOTING) {
                promotion = Optional.of(entry);
            } else if (entry.step() == Step.ROLLED_BACK) {
                promotion = Optional.empty();
            }
        }
        return promotion;
    }

    boolean isPromoted() {
        return sincePromotion().stream().anyMatch(entry -> entry.step() == Step.PROMOTED);
    }

    /** Days that the last promotion has not brought over yet. */
    NavigableSet<LocalDate> unpromoted() {
        return without(sincePromotion(), Step.PROMOTED_DAY);
    }

    private List<Entry> sincePromotion() {
        return promotion()
                .map(begin -> steps.subList(steps.indexOf(begin), steps.size()))
                .orElse(List.of());
    }

    private NavigableSet<LocalDate> without(List<Entry> entries, Step done) {
        NavigableSet<LocalDate> left = new TreeSet<>(days().all());
        entries.stream()
                .filter(entry -> entry.step() == done)
                .forEach(entry -> left.removeAll(entry.days().all()));
        return left;
    }
}
