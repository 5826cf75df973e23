package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users read (README, docs, messages, help, table contracts) uses today's technical English, and the index of decisions
 * lists them all.
 */
class WordsTest {
    /** Old-fashioned wording, and what to write instead. */
    private static final Map<Pattern, String> BETTER = patterns(
            "told|tells", "says, shows, reports",
            "mend(s|ed|ing)?", "fix",
            "anew", "again, recompute",
            "beside", "next to, in addition to",
            "(?<!there )(is|was|are|were) no(?! longer)", "is not a, is not a valid",
            "none such|no such \\w+; the", "is unknown",
            "in place of", "instead of",
            "in spite of", "despite",
            "put(s|ting)? .{0,30}down to", "attribute to",
            "go(es)? on (where|there|with)", "resume",
            "take(s|n)? in|took in", "ingest",
            "without it:", "unset:",
            "signs? of life", "heartbeat",
            "(can|to|may) stand|stands?( in| for)", "is, remains",
            "one an? (order id|order|day|event|line|row|file|run|user|unit)", "per",
            "had done|made whole from", "did, computed from",
            "(KPIs|rows?|lines?|files?|seconds|events) an? (day|event|line|row|file|run|user)", "per",
            "befall(s|en)?|thereof|therein|whence|hither", "a plain word");

    private static final Pattern STRING = Pattern.compile(
            "//[^\\n]*|/\\*(?s:.*?)\\*/|'(?:\\\\.|[^'\\\\])'|\"\"\"((?s:.*?))\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern INDEX_ROW = Pattern.compile("(?m)^\\| \\d{4} \\|.*\\|$");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (\\d{4})\\. (.*)\n\n\\d{4}-\\d{2}-\\d{2} . (.*)$");
    private static final Pattern JOINED = Pattern.compile("(?<!\\\\)\"\\s*\\+\\s*\"");
    private static final Pattern PROSE = Pattern.compile("(?s).*[A-Za-z]+ [A-Za-z]+ [A-Za-z]+.*");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "docs", "jobs/src/main/resources/sparkjoy/tables"})
    void documentsUsePlainWords(String place) throws IOException {
        for (Path file : files(place, "(md|yaml)")) {
            assertThat(findings(Files.readString(file))).as(file.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"jobs/src/main/java, java", "jobs/src/main/resources/sparkjoy/page, js", "dags, py"})
    void messagesUsePlainWords(String place, String ending) throws IOException {
        for (Path file : files(place, ending)) {
            assertThat(strings(Files.readString(file)).flatMap(text -> findings(text).stream()))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void anOldWordIsFoundAndAPlainOneIsNot() {
        String code = "throw new UserError(day + \" this is \"\n    + \"no day\"); // told\n"
                + "say(\"There is no folder\"); say(\"The order is no longer open\");";

        assertThat(strings(code).flatMap(text -> findings(text).stream()))
                .containsExactly("'is no': write is not a, is not a valid: this is no day");
    }

    @Test
    void theIndexOfDecisionsRepeatsTheirHeadings() throws IOException {
        String text = Files.readString(Path.of("../docs/decisions.md"));

        assertThat(INDEX_ROW.matcher(text).results().map(MatchResult::group))
                .isNotEmpty()
                .containsExactlyElementsOf(HEADING.matcher(text)
                        .results()
                        .map(decision -> indexRow(decision.group(1), decision.group(2), decision.group(3)))
                        .toList());
    }

    private static String indexRow(String number, String title, String status) {
        String anchor = (number + " " + title)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-');
        return "| " + number + " | [" + title + "](#" + anchor + ") | "
                + status.replaceAll("\\[(\\d+)\\]\\([^)]*\\)", "$1") + " |";
    }

    private static List<String> findings(String text) {
        List<String> found = new ArrayList<>();
        text.lines()
                .forEach(line -> BETTER.forEach((pattern, better) -> Optional.of(pattern.matcher(line))
                        .filter(matcher -> matcher.find())
                        .ifPresent(matcher ->
                                found.add("'" + matcher.group() + "': write " + better + ": " + line.strip()))));
        return found;
    }

    /** The texts of three or more words in a file of code. */
    private static Stream<String> strings(String code) {
        return STRING.matcher(JOINED.matcher(code).replaceAll(""))
                .results()
                .map(found -> Optional.ofNullable(found.group(1)).orElse(found.group(2)))
                .filter(text -> text != null && PROSE.matcher(text).matches());
    }

    private static List<Path> files(String place, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("..").resolve(place))) {
            List<Path> files = all.filter(file -> file.toString().matches(".*\\." + ending))
                    .sorted()
                    .toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }

    private static Map<Pattern, String> patterns(String... pairs) {
        return Stream.iterate(0, at -> at < pairs.length, at -> at + 2)
                .collect(Collectors.toMap(
                        at -> Pattern.compile("\\b(" + pairs[at] + ")(?!\\w)", Pattern.CASE_INSENSITIVE),
                        at -> pairs[at + 1],
                        (one, other) -> one,
                        LinkedHashMap::new));
    }
}
