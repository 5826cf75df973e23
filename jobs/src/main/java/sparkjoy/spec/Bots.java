package sparkjoy.spec;

import java.util.List;

/** What marks an event as made by a bot. */
public record Bots(
        @Explain("substrings of the user agent, case-insensitive") List<String> userAgents,
        @Explain("unit ids that are known bots") List<String> units) {

    public Bots {
        userAgents = List.copyOf(userAgents);
        units = List.copyOf(units);
    }
}
