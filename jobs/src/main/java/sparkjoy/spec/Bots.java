package sparkjoy.spec;

import java.util.List;
import java.util.Optional;

/** What marks an event as made by a bot. */
public record Bots(
        @Explain("substrings of the user agent that mark a bot, case-insensitive; in addition to known_crawlers")
                List<String> userAgents,
        @Explain("whether the user agents of crawlers, link previews, monitors and HTTP libraries mark"
                        + " bots: by the patterns"
                        + " of crawler-user-agents 1.67.0, and by the words bot, crawler, spider, headless and"
                        + " scraper;"
                        + " phones and companies such as Cubot and Abbott are not taken for bots")
                boolean knownCrawlers,
        @Explain("unit ids that are known bots") List<String> units,
        @Explain("a unit with more events than this on one UTC day is treated as a bot for that day; unset: no limit")
                Optional<Integer> maxEventsPerDay) {

    public Bots {
        userAgents = List.copyOf(userAgents);
        units = List.copyOf(units);
    }
}
