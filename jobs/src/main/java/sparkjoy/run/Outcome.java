package sparkjoy.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a job did.
 *
 * @param rowsIn lines or rows that it read anew
 * @param rowsOut rows written by table
 * @param balances the conservation equations that it checked
 * @param notes sentences for the one who runs it
 * @param isPartial data was refused beyond the specification's thresholds
 */
public record Outcome(
        long rowsIn, Map<String, Long> rowsOut, List<Balance> balances, List<String> notes, boolean isPartial) {
    public Outcome {
        rowsOut = Map.copyOf(rowsOut);
        balances = List.copyOf(balances);
        notes = List.copyOf(notes);
    }

    /** Nothing was new. */
    public static Outcome nothing(String note) {
        return new Outcome(0, Map.of(), List.of(), List.of(note), false);
    }

    public static Outcome written(long rowsIn, Map<String, Long> rowsOut, List<Balance> balances, String note) {
        return new Outcome(rowsIn, new LinkedHashMap<>(rowsOut), balances, List.of(note), false);
    }
}
