package sparkjoy.silver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recognises crawlers, monitors, link previews and HTTP libraries by their user agent: by the patterns of
 * crawler-user-agents, and by words that crawlers have in their names. Patterns and words count as whole words, because
 * phones such as Cubot's hold the letters of some.
 */
final class KnownCrawlers {
    private static final String FOLDER = "/sparkjoy/bots/";
    /** Words of crawlers that no list has yet, the address of their owner, and HTTP libraries that the list lacks. */
    private static final Pattern WORDS = Pattern.compile(
            "bots?(?![a-z])|crawler|spider(?![a-z])|headless|scraper|\\+https?:"
                    + "|(?<![a-z])(?:slurp(?![a-z])|facebookexternalhit|facebookcatalog|kube-probe|elb-healthchecker"
                    + "|googlehc|yeti/|yandex(?:images|video|media|metrika|direct)|selenium|slimerjs|cypress/)"
                    + "|(?:chrome-|[ ;])lighthouse$|^lighthouse(?:/|$)|^whatsapp/"
                    + "|^(?:faraday v|jakarta commons|symfony httpclient)"
                    + "|^(?:bun|deno|guzzlehttp|insomnia|java|libcurl|node|node-superagent|perl|php|postmanruntime"
                    + "|prometheus|python-urllib3|rest-client|restsharp|ruby|undici)(?:/\\S*)?$",
            Pattern.CASE_INSENSITIVE);

    private static final String NO_LETTER_BEFORE = "(?:^|(?<![A-Za-z]))";
    private static final String NO_LETTER_AFTER = "(?![a-z])";

    private final Pattern names;
    private final Pattern crawlers;

    private KnownCrawlers(Pattern names, Pattern crawlers) {
        this.names = names;
        this.crawlers = crawlers;
    }

    static KnownCrawlers load() {
        List<String> leftOut = lines("left-out.txt");
        List<String> patterns = lines("crawler-user-agents.txt").stream()
                .filter(pattern -> !leftOut.contains(pattern))
                .toList();
        Pattern names =
                Pattern.compile("(?<![a-z])(?:" + String.join("|", lines("names.txt")) + ")", Pattern.CASE_INSENSITIVE);
        return new KnownCrawlers(names, Pattern.compile(NO_LETTER_BEFORE + "(?:" + byFirstLetter(patterns) + ")"));
    }

    boolean has(String userAgent) {
        String judged = names.matcher(userAgent).replaceAll("");
        return WORDS.matcher(judged).find() || crawlers.matcher(judged).find();
    }

    /** Alternatives behind their first letter: of 1,500 patterns those are tried at a word that begin as it does. */
    private static String byFirstLetter(List<String> patterns) {
        Map<String, List<String>> byLetter = patterns.stream()
                .collect(Collectors.groupingBy(KnownCrawlers::firstLetter, TreeMap::new, Collectors.toList()));
        return byLetter.entrySet().stream()
                .map(group -> group.getKey() + "(?:"
                        + group.getValue().stream().map(KnownCrawlers::bounded).collect(Collectors.joining("|")) + ")")
                .collect(Collectors.joining("|"));
    }

    /** Where a pattern begins with a letter that stands for itself and is not an alternative of its own: a look at that letter. */
    private static String firstLetter(String pattern) {
        boolean isPlain = Character.isLetter(pattern.charAt(0))
                && pattern.indexOf('|') < 0
                && (pattern.length() == 1 || "?*{".indexOf(pattern.charAt(1)) < 0);
        return isPlain ? "(?=" + pattern.charAt(0) + ")" : "";
    }

    private static String bounded(String pattern) {
        int end = pattern.length() - 1;
        boolean endsInLetter = Character.isLetter(pattern.charAt(end)) && (end == 0 || pattern.charAt(end - 1) != '\\');
        return "(?:" + pattern + ")" + (endsInLetter ? NO_LETTER_AFTER : "");
    }

    /** The lines of a resource without its comments. */
    private static List<String> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(KnownCrawlers.class.getResourceAsStream(FOLDER + resource)),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
