package sparkjoy.review;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names without what teams write differently: case, blanks, underscores, camel case, accents, word order, word endings, and
 * the language of common words.
 */
public final class Words {
    private static final Map<String, String> ENGLISH = english();
    /** Words that say where or when something was sent, not what. */
    private static final Set<String> NOISE = Set.of(
            "a",
            "al",
            "au",
            "de",
            "del",
            "den",
            "der",
            "du",
            "el",
            "la",
            "le",
            "zum",
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
            "to",
            "track",
            "web");

    private Words() {}

    /** The same text for all spellings of a name of several words, in any order. */
    public static String ofName(String name) {
        return words(name)
                .flatMap(Words::inEnglish)
                .filter(word -> !NOISE.contains(word) && !word.matches("v?\\d+"))
                .map(Words::stem)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** Texts of a key, one at least of which two spellings of one key share. */
    static Set<String> ofKey(String key) {
        List<String> words = words(key).toList();
        List<String> english = words.stream().flatMap(Words::inEnglish).toList();
        String sorted = english.stream().map(Words::stem).sorted().collect(Collectors.joining(" "));
        return Stream.of(String.join("", words), String.join("", english), sorted)
                .filter(form -> !form.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The words of a name in lower case, as they are written. */
    public static List<String> apart(String name) {
        return words(name).toList();
    }

    private static Stream<String> inEnglish(String word) {
        return Arrays.stream(ENGLISH.getOrDefault(word, word).split(" "));
    }

    private static Map<String, String> english() {
        Map<String, String> english = new HashMap<>();
        try (InputStream input = Words.class.getResourceAsStream("/sparkjoy/review/words.txt")) {
            new String(input.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" = "))
                    .forEach(line -> Arrays.stream(line[1].split(" ")).forEach(word -> english.put(word, line[0])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(english);
    }

    private static Stream<String> words(String name) {
        String plain = Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "");
        String apart = plain.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
        return Arrays.stream(apart.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty());
    }

    /** Completed and complete, cancelled and canceled, products and product are one word each. */
    private static String stem(String word) {
        String stem = word.length() > 4 ? word.replaceAll("(?:ed|e|s)$", "") : word;
        return stem.replaceAll("(.)\\1$", "$1");
    }
}
