package sparkjoy.silver;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.unsafe.types.UTF8String;

/** Tells bots by their user agent and by their unit; remembers its last answer, for events come in sessions. */
final class BotRules {
    private final Optional<Pattern> userAgents;
    private final Set<UTF8String> units;
    private UTF8String lastAgent = UTF8String.EMPTY_UTF8;
    private boolean isLastBot;

    BotRules(List<String> userAgents, List<String> units) {
        this.userAgents = userAgents.isEmpty()
                ? Optional.empty()
                : Optional.of(Pattern.compile(userAgents.stream()
                        .map(part -> Pattern.quote(part.toLowerCase(Locale.ROOT)))
                        .collect(Collectors.joining("|"))));
        this.units = units.stream().map(UTF8String::fromString).collect(Collectors.toUnmodifiableSet());
    }

    boolean isBot(Optional<UTF8String> userAgent, Optional<UTF8String> unit) {
        return unit.filter(units::contains).isPresent()
                || userAgent.filter(this::isBotAgent).isPresent();
    }

    private boolean isBotAgent(UTF8String agent) {
        if (!agent.equals(lastAgent)) {
            isLastBot = userAgents
                    .map(pattern -> pattern.matcher(agent.toString().toLowerCase(Locale.ROOT))
                            .find())
                    .orElse(false);
            lastAgent = agent.copy();
        }
        return isLastBot;
    }
}
