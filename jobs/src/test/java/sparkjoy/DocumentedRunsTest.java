package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/**
 * The commands of the docs' pages run, one after another on one lake: those that only tell, and by `make rig-docs` also those
 * that write. The README and docs/python.md have tests that run theirs; what names a placeholder in capitals cannot be run
 * as it is written, and is only parsed.
 */
class DocumentedRunsTest {
    private static final List<String> PAGES = List.of("experiments", "exploring", "operations", "scheduling");
    private static final List<String> TELLING =
            List.of("argo", "assignments", "experiment", "quarantine", "sql", "status", "view");
    private static final boolean ALSO_WRITING = Boolean.getBoolean("joy.rig.docs");
    private static final Pattern COMMAND = Pattern.compile("bin/joy ([a-z]+ [^`#\\n]+|(?<=\\nbin/joy )[a-z]+)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\b(DAY|FILE|FOLDER|ID|REASON|TABLE|TEXT|VIEW)\\b|…");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern VIEW = Pattern.compile("```yaml\\n# (\\w+\\.yaml)\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void everyCommandOfThePagesRuns() throws IOException {
        TestPipeline pipeline = filled();
        List<String> elsewhere = commands(text("../README.md"));
        List<String> failed = new ArrayList<>();
        int ran = 0;
        for (String page : PAGES) {
            String text = text("../docs/" + page + ".md");
            for (MatchResult view : VIEW.matcher(text).results().toList()) {
                Files.writeString(folder.resolve(view.group(1)), view.group(2));
            }
            for (String command : commands(text)) {
                if (!elsewhere.contains(command) && isDue(command)) {
                    Answer answer = Answer.to(line(pipeline, command));
                    ran++;
                    if (answer.code() != ExitCode.DONE) {
                        failed.add(page + ": joy " + command + ": " + answer.code() + " " + answer.err());
                    }
                }
            }
        }

        assertThat(failed).isEmpty();
        assertThat(ran).isGreaterThan(ALSO_WRITING ? 15 : 7);
    }

    private static boolean isDue(String command) {
        return ALSO_WRITING || TELLING.contains(command.replaceAll(" .*", ""));
    }

    /** Two days of logs, and the tables made of them. */
    private TestPipeline filled() {
        Path logs = folder.resolve("logs");
        Answer generated = Answer.to("generate", logs.toString(), "--events", "800", "--days", "2");
        assertThat(generated.code()).as(generated.err()).isEqualTo(ExitCode.DONE);
        TestPipeline pipeline = TestPipeline.of(logs, folder.resolve("lake"));
        Answer filled = pipeline.runAll();
        assertThat(filled.code()).as(filled.err()).isEqualTo(ExitCode.DONE);
        return pipeline;
    }

    private static List<String> commands(String page) {
        return COMMAND.matcher(page)
                .results()
                .map(found -> found.group(1).strip())
                .filter(command -> !PLACEHOLDER.matcher(command).find())
                .distinct()
                .toList();
    }

    /** The command on the test's logs and lake; manifests go into the test's folder, and a stream ends. */
    private String[] line(TestPipeline pipeline, String command) {
        List<String> words = new ArrayList<>();
        for (MatchResult word : WORD.matcher(command).results().toList()) {
            String plain = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(plain.endsWith(".yaml") ? folder.resolve(plain).toString() : plain);
        }
        String verb = words.remove(0);
        switch (verb) {
            case "argo" -> {
                words.add(0, verb);
                if (words.contains("render")) {
                    words.addAll(List.of("--spec", "../pipelines.yaml", "--into", folder.toString()));
                }
                return words.toArray(String[]::new);
            }
            case "stream" -> {
                if (!words.contains("--available-now")) {
                    words.add("--available-now");
                }
            }
            default -> {}
        }
        return pipeline.line(verb, words.toArray(String[]::new));
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
