package sparkjoy.cli;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;
import sparkjoy.bronze.Discard;
import sparkjoy.bronze.QuarantineFilter;
import sparkjoy.bronze.Refusals;
import sparkjoy.bronze.Replay;
import sparkjoy.engine.Session;
import sparkjoy.lake.Lake;
import sparkjoy.run.Days;
import sparkjoy.run.Job;
import sparkjoy.run.PipelineRun;
import sparkjoy.run.RunResult;
import sparkjoy.spec.Spec;

/** `joy quarantine`: lists and shows what was refused, ingests it after a fix, or closes it. */
public final class QuarantineVerb implements Verb {
    private static final List<String> ACTIONS = List.of("list", "show", "replay", "discard");
    private static final List<String> NARROWING = List.of("reason", "source", "day", "from", "file", "line");
    private static final String ALL = "ALL";

    private final Clock clock;

    public QuarantineVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "quarantine";
    }

    @Override
    public String arguments() {
        return String.join(" | ", ACTIONS);
    }

    @Override
    public String summary() {
        return "lists or shows what was refused, replays it after the file, specification or code was"
                + " fixed, or discards it";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.valued("reason", "REASON", "only this reason, such as BROKEN_JSON"))
                .addOption(Invocation.valued("source", "NAME", "only this source: its name, or Segment's id"))
                .addOption(Invocation.valued("day", "DAY", "only this received day, UTC"))
                .addOption(Invocation.valued("from", "DAY", "first received day, UTC"))
                .addOption(Invocation.valued("to", "DAY", "day after the last"))
                .addOption(Invocation.valued("file", "PATH", "only this object: its URI, or the end of it"))
                .addOption(Invocation.valued("line", "N", "only this line"))
                .addOption(Invocation.valued(
                        "status", "STATUS", "list and show: OPEN (default), REPLAYED, DISCARDED or ALL"))
                .addOption(Invocation.valued("limit", "N", "list and show: first entries (default 20, and 1)"))
                .addOption(Invocation.valued("note", "TEXT", "discard: why"))
                .addOption(Invocation.valued(
                        "pipeline", "NAME", "pipeline of the specification; needed where it has several"))
                .addOption(Invocation.valued(
                        "master", "URL", "Spark master, such as spark://host:7077 (default: the specification's)"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        String action =
                invocation.arguments().size() == 1 ? invocation.arguments().get(0) : "";
        QuarantineFilter filter = filter(invocation);
        return switch (action) {
            case "list" -> list(invocation, filter, console);
            case "show" -> show(invocation, filter, console);
            case "replay" -> run(invocation, new Replay(filter), console);
            case "discard" -> run(invocation, discard(invocation, filter), console);
            default -> throw new UsageError("quarantine needs one of " + String.join(", ", ACTIONS) + ".");
        };
    }

    private static ExitCode list(Invocation invocation, QuarantineFilter filter, Console console) {
        QuarantineList found = found(invocation, filter, 20);
        console.result(found, found.text());
        return ExitCode.DONE;
    }

    private static ExitCode show(Invocation invocation, QuarantineFilter filter, Console console) {
        QuarantineList found = found(invocation, filter, 1);
        String rest = found.entries() > found.rows().size()
                ? String.format(
                        "%n%n%,d of %,d entries; narrow by --file and --line, or more with --limit N.",
                        found.rows().size(), found.entries())
                : "";
        String text = found.rows().stream().map(Refusal::text).collect(Collectors.joining("\n\n"));
        console.result(found, found.rows().isEmpty() ? found.text() : text + rest);
        return ExitCode.DONE;
    }

    private ExitCode run(Invocation invocation, Job job, Console console) {
        if (invocation.value("status").isPresent()) {
            throw new UsageError("--status is for list and show: " + job.name() + " reads OPEN entries only.");
        }
        Spec spec = invocation.spec();
        var workspace = new Launch(clock, console).workspace(invocation, spec, invocation.pipeline(spec));
        RunResult result = new PipelineRun(workspace, "quarantine " + job.name()).run(List.of(job));
        boolean isReplayed = result.jobs().stream()
                .anyMatch(done -> done.outcome().rowsOut().getOrDefault("bronze.segment_logs", 0L) > 0);
        String next =
                isReplayed ? "\nNext: joy run all, which computes silver and gold from what is in bronze now." : "";
        console.result(result, RunSummary.of(result) + next);
        return result.status() == RunResult.Status.PARTIAL ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private static Discard discard(Invocation invocation, QuarantineFilter filter) {
        if (NARROWING.stream().noneMatch(option -> invocation.value(option).isPresent())) {
            throw new UsageError("discard would close everything: give at least one of "
                    + NARROWING.stream().map(option -> "--" + option).collect(Collectors.joining(", ")) + ".");
        }
        return new Discard(
                filter,
                invocation
                        .value("note")
                        .filter(note -> !note.isBlank())
                        .orElseThrow(() -> new UsageError("discard needs --note TEXT: why nobody will fix it.")));
    }

    private static QuarantineList found(Invocation invocation, QuarantineFilter filter, int most) {
        int limit = invocation.positive("limit", most);
        Spec spec = invocation.spec();
        var spark = Session.open(spec, invocation.value("master"));
        return QuarantineList.of(Refusals.of(Lake.of(spark, spec), filter), limit);
    }

    private static QuarantineFilter filter(Invocation invocation) {
        Optional<String> status = choice(
                invocation,
                "status",
                Stream.concat(QuarantineFilter.STATUSES.stream(), Stream.of(ALL))
                        .toList());
        return new QuarantineFilter(
                choice(invocation, "reason", QuarantineFilter.reasons()),
                invocation.value("source"),
                days(invocation),
                invocation.value("file"),
                invocation.value("line").map(text -> (long) invocation.positive("line", 1)),
                status.or(() -> Optional.of("OPEN")).filter(chosen -> !chosen.equals(ALL)));
    }

    private static Optional<Days> days(Invocation invocation) {
        Optional<Days> day = invocation.day("day").map(only -> new Days(only, only.plusDays(1)));
        if (day.isPresent()
                && (invocation.value("from").isPresent()
                        || invocation.value("to").isPresent())) {
            throw new UsageError("--day and --from/--to cannot be combined: give one day, or a range.");
        }
        return day.or(invocation::days);
    }

    private static Optional<String> choice(Invocation invocation, String option, List<String> choices) {
        Optional<String> chosen = invocation.value(option).map(text -> text.toUpperCase(Locale.ROOT));
        chosen.filter(text -> !choices.contains(text)).ifPresent(text -> {
            throw new UsageError(
                    "--" + option + " " + text + " is unknown: use one of " + String.join(", ", choices) + ".");
        });
        return chosen;
    }
}
