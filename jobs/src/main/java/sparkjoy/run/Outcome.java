package sparkjoy.run;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import sparkjoy.review.Finding;

/**
 * What a job did.
 *
 * @param rowsIn lines or rows that it read again
 * @param rowsOut rows written by table
 * @param balances the conservation equations that it checked
 * @param notes sentences for the one who runs it
 * @param days event days that it recomputed
 * @param isPartial data was refused beyond the specification's thresholds, or a table was not computed
 * @param findings what looks mapped in new events and is not
 * @param partialReasons why it is partial, the worst first
 */
public record Outcome(
        long rowsIn,
        Map<String, Long> rowsOut,
        List<Balance> balances,
        List<String> notes,
        NavigableSet<LocalDate> days,
        boolean isPartial,
        List<Finding> findings,
        List<PartialReason> partialReasons) {
    public Outcome {
        partialReasons = List.copyOf(partialReasons);
        rowsOut = Map.copyOf(rowsOut);
        balances = List.copyOf(balances);
        notes = List.copyOf(notes);
        days = Collections.unmodifiableNavigableSet(new TreeSet<>(days));
        findings = List.copyOf(findings);
    }

    /** The same with findings. */
    public Outcome with(List<Finding> found) {
        return new Outcome(rowsIn, rowsOut, balances, notes, days, isPartial, found, partialReasons);
    }

    /** An outcome without findings and reasons. */
    public Outcome(
            long rowsIn,
            Map<String, Long> rowsOut,
            List<Balance> balances,
            List<String> notes,
            NavigableSet<LocalDate> days,
            boolean isPartial) {
        this(rowsIn, rowsOut, balances, notes, days, isPartial, List.of(), List.of());
    }

    /** The same, which is PARTIAL where there is a reason. */
    public Outcome partialBecause(List<PartialReason> reasons) {
        return new Outcome(rowsIn, rowsOut, balances, notes, days, isPartial || !reasons.isEmpty(), findings, reasons);
    }

    /** Nothing was new. */
    public static Outcome nothing(String note) {
        return new Outcome(0, Map.of(), List.of(), List.of(note), new TreeSet<>(), false);
    }

    public static Outcome written(long rowsIn, Map<String, Long> rowsOut, List<Balance> balances, String note) {
        return new Outcome(rowsIn, new LinkedHashMap<>(rowsOut), balances, List.of(note), new TreeSet<>(), false);
    }

    /** What was recomputed of days, one of them at least. */
    public static Outcome ofDays(NavigableSet<LocalDate> days, Map<String, Long> rowsOut, List<Balance> balances) {
        return new Outcome(days.size(), rowsOut, balances, List.of(Days.text(days)), days, false);
    }
}
