package sparkjoy.run;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What a job would do now.
 *
 * @param told sentences: what is new for it, or that nothing is
 * @param days event days that it would recompute; empty where it does not work by days, or has nothing to do
 */
public record Pending(List<String> told, NavigableSet<LocalDate> days) {
    public static Pending of(String told) {
        return new Pending(List.of(told), new TreeSet<>());
    }

    public static Pending ofDays(NavigableSet<LocalDate> days) {
        return new Pending(List.of(days.isEmpty() ? "no changed days" : Days.told(days)), days);
    }
}
