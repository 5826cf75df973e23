package sparkjoy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.apache.commons.cli.Options;
import org.apache.hadoop.conf.Configuration;
import sparkjoy.engine.StorageAccess;
import sparkjoy.engine.StorageUnavailable;
import sparkjoy.error.UserError;
import sparkjoy.init.Bounds;
import sparkjoy.init.Init;
import sparkjoy.init.Result;
import sparkjoy.init.Target;
import sparkjoy.init.Usual;
import sparkjoy.spec.LogFormat;
import sparkjoy.spec.Spec;
import sparkjoy.terminal.Printable;
import sparkjoy.terminal.ShellWord;

/** `joy init LOGS`: writes the specification for somebody's own logs, from a sample of them. */
public final class InitVerb implements Verb {
    private static final String USUAL_FILE = "pipelines.yaml";
    private static final int MOST_DAYS = 60;

    @Override
    public String name() {
        return "init";
    }

    @Override
    public String arguments() {
        return "LOGS";
    }

    @Override
    public String summary() {
        return "reads a sample of your logs and writes pipelines.yaml for them, with the evidence for each line";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.valued("lake", "FOLDER", "where the tables go (default lake)"))
                .addOption(Invocation.valued("into", "FILE", "the file to write (default pipelines.yaml)"))
                .addOption(Invocation.valued("format", "FORMAT", "the format of the files: segment, ndjson, parquet"))
                .addOption(Invocation.valued("days", "N", "newest days of each source to sample (default 14)"))
                .addOption(Invocation.valued("seed", "N", "chooses other files (default 1)"))
                .addOption(Invocation.flag("dry-run", "prints the specification and writes nothing"))
                .addOption(Invocation.flag(
                        "check",
                        "compares an existing specification with the logs; writes nothing; exit code 3 if a"
                                + " mapped path is gone"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        if (invocation.has("check")) {
            return new InitCheck(bounds(invocation)).run(invocation, console);
        }
        if (invocation.arguments().size() != 1) {
            throw new UsageError("init needs one place of logs, such as s3a://bucket or a folder: the one that holds"
                    + " segment-logs/.");
        }
        Path file = Path.of(invocation.value("into").orElse(USUAL_FILE));
        boolean isWritten = !invocation.has("dry-run");
        if (isWritten) {
            refuseExisting(file, invocation);
        }
        Spec base = Usual.spec(invocation.values("set"), invocation.environment());
        Target target = new Target(
                invocation.arguments().get(0),
                format(invocation),
                invocation.value("lake").orElse(base.lake()),
                base.storage());
        StorageAccess access = new StorageAccess(base.storage(), invocation.environment());
        reach(access, target.logs());
        Result result = sampled(access, target.logs(), settings -> Init.of(target, settings, bounds(invocation)));
        if (isWritten) {
            write(file, result.text());
        }
        console.result(result, text(result, file, isWritten));
        return ExitCode.DONE;
    }

    private static void reach(StorageAccess access, String logs) {
        try {
            access.reach(logs);
        } catch (UserError unreachable) {
            throw Init.withNextCommand(logs, unreachable);
        }
    }

    /** What a sample gives; the storage may stop answering in the middle of it. */
    static <T> T sampled(StorageAccess access, String logs, Function<Configuration, T> sample) {
        try {
            return access.read(sample);
        } catch (StorageUnavailable unavailable) {
            throw Init.withNextCommand(logs, unavailable);
        }
    }

    private static String text(Result result, Path file, boolean isWritten) {
        String spec =
                file.equals(Path.of(USUAL_FILE)) ? "" : " --spec " + Printable.line(ShellWord.of(file.toString()));
        return isWritten
                ? new InitText(result).text() + "\n\nWrote:    " + Printable.line(file.toString())
                        + "\nNext:     bin/joy run all" + spec
                : result.text() + "\n" + new InitText(result).text();
    }

    private static void refuseExisting(Path file, Invocation invocation) {
        if (Files.exists(file)) {
            String init = "bin/joy init " + ShellWord.of(invocation.arguments().get(0));
            throw new UsageError(file + " already exists; nothing was changed. Write another file: " + init + " --into "
                    + (file.equals(Path.of(USUAL_FILE)) ? "own.yaml" : "FILE") + ". Or compare it with the logs: "
                    + init + " --check.");
        }
    }

    private static void write(Path file, String text) {
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new UsageError(file + " already exists; nothing was changed. Write another file with --into FILE.");
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + e.getMessage() + ". Name another with --into FILE.", e);
        }
    }

    private static LogFormat format(Invocation invocation) {
        String text = invocation.value("format").orElse("segment");
        return Arrays.stream(LogFormat.values())
                .filter(format -> format.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new UsageError("--format " + text + " is unknown: use one of "
                        + Arrays.toString(LogFormat.values()).toLowerCase(Locale.ROOT) + "."));
    }

    private static Bounds bounds(Invocation invocation) {
        Bounds usual = Bounds.USUAL;
        int days = invocation.positive("days", usual.days());
        if (days > MOST_DAYS) {
            throw new UsageError("--days " + days + ": give at most " + MOST_DAYS + ".");
        }
        int seed = invocation.positive("seed", (int) usual.seed());
        return new Bounds(days, usual.requests(), usual.bytes(), seed);
    }
}
