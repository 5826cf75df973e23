package sparkjoy.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.cli.Options;
import sparkjoy.generate.GenerateException;
import sparkjoy.generate.Generator;
import sparkjoy.generate.Option;
import sparkjoy.generate.Recipe;
import sparkjoy.generate.Truth;
import sparkjoy.terminal.Printable;

/** `joy generate OUT`: writes realistic Segment logs and the truth about them. */
public final class GenerateVerb implements Verb {
    @Override
    public String name() {
        return "generate";
    }

    @Override
    public String arguments() {
        return "FOLDER";
    }

    @Override
    public String summary() {
        return "writes realistic Segment logs and truth.json into an empty folder; the same seed gives the same bytes";
    }

    @Override
    public Options options() {
        Options options = new Options();
        for (Option option : Option.values()) {
            String fallback = option.fallback().isEmpty() ? "" : " (default " + option.fallback() + ")";
            options.addOption(Invocation.valued(option.key(), "VALUE", option.meaning() + fallback));
        }
        return options;
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        if (invocation.arguments().size() != 1) {
            throw new UsageError("generate needs one folder to write into, such as target/logs.");
        }
        Path folder = Path.of(invocation.arguments().get(0));
        try {
            Truth truth = new Generator(Recipe.of(given(invocation))).generate(folder);
            console.result(truth, text(truth, folder));
            return ExitCode.DONE;
        } catch (GenerateException e) {
            throw new UsageError(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("The logs cannot be written to " + folder, e);
        }
    }

    private static Map<String, String> given(Invocation invocation) {
        Map<String, String> given = new LinkedHashMap<>();
        Option.keys().forEach(key -> invocation.value(key).ifPresent(text -> given.put(key, text)));
        return given;
    }

    private static String text(Truth truth, Path folder) {
        return String.format(
                "%,d lines in %,d files (%,d MB of JSON, %,d MB gzip) in %s%n%,d distinct events, %,d"
                        + " duplicates, %,d malformed",
                truth.lines(),
                truth.files().count(),
                truth.files().bytesUncompressed() / 1_000_000,
                truth.files().bytesCompressed() / 1_000_000,
                Printable.line(folder.toString()),
                truth.distinctEvents(),
                truth.duplicates(),
                truth.malformed().values().stream().mapToLong(Long::longValue).sum());
    }
}
