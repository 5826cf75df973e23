package sparkjoy.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names without what teams write differently: case, blanks, underscores, camel case, word order and word endings. */
final class Words {
    /** Words that say where or when something was sent, not what. */
    private static final Set<String> NOISE = Set.of(
            "a",
            "android",
            "app",
            "backend",
            "client",
            "ecommerce",
            "event",
            "frontend",
            "ios",
            "legacy",
            "mobile",
            "new",
            "old",
            "server",
            "shop",
            "store",
            "the",
            "track",
            "web");

    private Words() {}

    /** The same text for all spellings of a name of several words, in any order. */
    static String ofName(String name) {
        return words(name)
                .filter(word -> !NOISE.contains(word) && !word.matches("v?\\d+"))
                .map(Words::stem)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** The same text for all spellings of a key. */
    static String ofKey(String key) {
        return words(key).collect(Collectors.joining());
    }

    private static Stream<String> words(String name) {
        String apart = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
        return Arrays.stream(apart.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty());
    }

    /** Completed and complete, cancelled and canceled, products and product are one word each. */
    private static String stem(String word) {
        String stem = word.length() > 4 ? word.replaceAll("(?:ed|e|s)$", "") : word;
        return stem.replaceAll("(.)\\1$", "$1");
    }
}
