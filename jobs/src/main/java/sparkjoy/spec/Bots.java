package sparkjoy.spec;

import java.util.List;
import java.util.Optional;

/** What marks an event as made by a bot. */
public record Bots(
        @Explain("substrings of the user agent, case-insensitive") List<String> userAgents,
        @Explain("unit ids that are known bots") List<String> units,
        @Explain(
                        "what a unit with more events than this on a UTC day sends on that day is a bot's; without it: no matter how"
                                + " many")
                Optional<Integer> maxEventsPerDay) {

    public Bots {
        userAgents = List.copyOf(userAgents);
        units = List.copyOf(units);
    }
}
