package sparkjoy.status;

import java.time.LocalDate;
import java.util.List;
import sparkjoy.run.Days;

/**
 * How the properties of events in some days differ from those in the days before.
 *
 * @param before the days that are the measure
 * @param days the days that are looked at
 * @param eventsBefore events of the former
 * @param events events of the latter
 * @param findings what differs, by event and property
 */
public record Drift(Days before, Days days, long eventsBefore, long events, List<Finding> findings) {

    /** What became of a property, or of the event as a whole. */
    public enum Change {
        APPEARED,
        VANISHED,
        TYPE_CHANGED,
        /** Values do not fit their column any more; all did before. */
        RESCUED
    }

    /**
     * One property of one event.
     *
     * @param event its name, or the type of a call that has none
     * @param property `(event)` where the event as a whole appeared or vanished
     * @param typesBefore JSON types of its values in the days before, in order; null values have none
     * @param firstSeen over both periods
     * @param countBefore events that carry it in the days before
     * @param rescuedShare of these events in the days that are looked at, the share whose value did not fit its column
     */
    public record Finding(
            String event,
            String property,
            Change change,
            List<String> typesBefore,
            List<String> types,
            LocalDate firstSeen,
            LocalDate lastSeen,
            long countBefore,
            long count,
            double rescuedShare) {}
}
