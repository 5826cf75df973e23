package sparkjoy.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Phones, apps and browsers of people are not bots; crawlers, monitors, link previews and HTTP libraries are. */
final class KnownCrawlersTest {
    private static final Path AGENTS = Path.of("src/test/resources/user-agents");

    private final KnownCrawlers crawlers = KnownCrawlers.load();

    @Test
    void noPersonIsABot() throws IOException {
        List<String> people = Files.readAllLines(AGENTS.resolve("people.txt"));

        assertThat(people).hasSizeGreaterThan(60).noneMatch(crawlers::has);
    }

    @Test
    void everyCrawlerIsABot() throws IOException {
        List<String> bots = Files.readAllLines(AGENTS.resolve("crawlers.txt"));

        assertThat(bots).hasSizeGreaterThan(60).allMatch(crawlers::has);
    }

    @Test
    void theSpecificationsOwnWordsCountInAdditionOrAlone() {
        BotRules both = new BotRules(List.of("Synthetic"), true, List.of());
        BotRules alone = new BotRules(List.of("bot"), false, List.of("robo"));

        assertThat(both.isBot(agent("MyShop/1 (synthetic)"), Optional.empty())).isTrue();
        assertThat(both.isBot(agent("curl/8.4.0"), Optional.empty())).isTrue();
        assertThat(alone.isBot(agent("Cubot P50"), Optional.empty())).isTrue();
        assertThat(alone.isBot(agent("curl/8.4.0"), Optional.empty())).isFalse();
        assertThat(alone.isBot(Optional.empty(), agent("robo"))).isTrue();
    }

    private static Optional<UTF8String> agent(String text) {
        return Optional.of(UTF8String.fromString(text));
    }
}
