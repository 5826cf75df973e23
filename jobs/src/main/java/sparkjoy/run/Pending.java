package sparkjoy.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What a job would do now.
 *
 * @param messages sentences: what is new for it, or that nothing is
 * @param days event days that it would recompute; empty where it does not work by days, or has nothing to do
 */
public record Pending(@JsonProperty("told") List<String> messages, NavigableSet<LocalDate> days) {
    public static Pending of(String message) {
        return new Pending(List.of(message), new TreeSet<>());
    }

    public static Pending ofDays(NavigableSet<LocalDate> days) {
        return new Pending(List.of(days.isEmpty() ? "no changed days" : Days.text(days)), days);
    }
}
