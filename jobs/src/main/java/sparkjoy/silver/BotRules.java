package sparkjoy.silver;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.unsafe.types.UTF8String;

/** Recognises bots by their user agent and by their unit; remembers its last answers, because few agents send most events. */
final class BotRules {
    private static final int REMEMBERED = 10_000;

    private final Optional<Pattern> userAgents;
    private final Optional<KnownCrawlers> crawlers;
    private final Set<UTF8String> units;
    private final Map<UTF8String, Boolean> known = new HashMap<>();

    /**
     * @param userAgents substrings of the user agent, without regard to case
     * @param knowsCrawlers whether the list of known crawlers counts too
     */
    BotRules(List<String> userAgents, boolean knowsCrawlers, List<String> units) {
        this.userAgents = userAgents.isEmpty()
                ? Optional.empty()
                : Optional.of(Pattern.compile(userAgents.stream()
                        .map(part -> Pattern.quote(part.toLowerCase(Locale.ROOT)))
                        .collect(Collectors.joining("|"))));
        this.crawlers = knowsCrawlers ? Optional.of(KnownCrawlers.load()) : Optional.empty();
        this.units = units.stream().map(UTF8String::fromString).collect(Collectors.toUnmodifiableSet());
    }

    boolean isBot(Optional<UTF8String> userAgent, Optional<UTF8String> unit) {
        return unit.filter(units::contains).isPresent()
                || userAgent.filter(this::isBotAgent).isPresent();
    }

    private boolean isBotAgent(UTF8String agent) {
        return Optional.ofNullable(known.get(agent)).orElseGet(() -> learned(agent));
    }

    private boolean learned(UTF8String agent) {
        if (known.size() == REMEMBERED) {
            known.clear();
        }
        String text = agent.toString();
        boolean isNamed = userAgents
                .filter(pattern ->
                        pattern.matcher(text.toLowerCase(Locale.ROOT)).find())
                .isPresent();
        boolean isBot = isNamed || crawlers.filter(list -> list.has(text)).isPresent();
        known.put(agent.copy(), isBot);
        return isBot;
    }
}
