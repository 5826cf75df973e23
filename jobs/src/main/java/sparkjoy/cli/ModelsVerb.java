package sparkjoy.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;
import sparkjoy.engine.Session;
import sparkjoy.lake.Lake;
import sparkjoy.models.Exports;
import sparkjoy.models.Finding;
import sparkjoy.models.Impact;
import sparkjoy.models.ModelCatalog;
import sparkjoy.models.ModelStory;
import sparkjoy.models.ModelsJob;
import sparkjoy.models.NodeKind;
import sparkjoy.models.Timeline;
import sparkjoy.run.PipelineRun;
import sparkjoy.run.RunResult;
import sparkjoy.spec.Spec;

/** `joy models`: loads the graph of models and what belongs to them, and answers questions about it. */
public final class ModelsVerb implements Verb {
    private static final List<String> ACTIONS =
            List.of("load [MODEL]", "list", "show MODEL", "impact NODE", "history MODEL", "check", "export [MODEL]");
    private static final int DEEPEST = 100;

    private final Clock clock;

    public ModelsVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "models";
    }

    @Override
    public String arguments() {
        return String.join(" | ", ACTIONS);
    }

    @Override
    public String summary() {
        return "loads and shows which APIs, jobs, charts, deployments, experiments and live results"
                + " belong to a model; check ends with exit code 3 if it finds a problem";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.valued("source", "NAME", "load: only this source of models.sources"))
                .addOption(Invocation.valued("kind", "KIND", "list: only this kind, such as model or deployment"))
                .addOption(Invocation.valued("depth", "N", "impact: most steps away from the node (default all)"))
                .addOption(Invocation.valued(
                        "format", "FORMAT", "export: " + String.join(", ", Exports.formats()) + " (default mermaid)"))
                .addOption(Invocation.valued(
                        "as-of",
                        "TIME",
                        "the graph as it was at the end of a UTC day, or at a time such as 2026-03-02T14:20:00Z"))
                .addOption(Invocation.valued(
                        "master", "URL", "Spark master, such as spark://host:7077 (default: the specification's)"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        List<String> given = invocation.arguments();
        String action = given.isEmpty() ? "" : given.get(0);
        boolean needsName = List.of("show", "impact", "history").contains(action);
        int most = action.equals("list") || action.equals("check") ? 1 : 2;
        if (!actions().contains(action) || given.size() > most || (needsName && given.size() < 2)) {
            throw new UsageError("models needs one of " + String.join(", ", ACTIONS)
                    + (needsName ? "; " + action + " needs exactly one name." : "."));
        }
        Spec spec = invocation.spec();
        if (action.equals("load")) {
            return load(invocation, spec, given.stream().skip(1).findFirst(), console);
        }
        Optional<Instant> at = invocation.value("as-of").map(ModelsVerb::time);
        var spark = Session.open(spec, invocation.value("master"));
        ModelCatalog catalog = ModelCatalog.open(spark, spec, Lake.of(spark, spec), at, clock.instant());
        Optional<String> name = given.stream().skip(1).findFirst();
        return switch (action) {
            case "list" -> list(invocation, catalog, console);
            case "show" -> show(catalog.show(name.orElseThrow()), console);
            case "impact" -> impact(catalog.impact(name.orElseThrow(), invocation.positive("depth", DEEPEST)), console);
            case "history" -> history(catalog.history(name.orElseThrow(), at.isPresent()), console);
            case "check" -> check(catalog.check(), console);
            default -> export(invocation, catalog, name, console);
        };
    }

    private static List<String> actions() {
        return ACTIONS.stream().map(action -> action.replaceAll(" .*", "")).toList();
    }

    /** With a model's name the answer is that model as it is now. */
    private ExitCode load(Invocation invocation, Spec spec, Optional<String> model, Console console) {
        Optional<String> only = invocation.value("source");
        List<String> known = ModelsJob.sources(spec);
        only.filter(name -> !known.contains(name)).ifPresent(name -> {
            throw new UsageError(
                    "--source " + name + " is unknown: models.sources has " + String.join(", ", known) + ".");
        });
        String pipeline = spec.pipelines().keySet().iterator().next();
        var workspace = new Launch(clock, console).workspace(invocation, spec, pipeline);
        RunResult result =
                new PipelineRun(workspace, "models load").run(List.of(new ModelsJob(invocation.environment(), only)));
        if (model.isPresent()) {
            console.message(RunSummary.of(result));
            show(
                    ModelCatalog.open(workspace.spark(), spec, workspace.lake(), Optional.empty(), clock.instant())
                            .show(model.get()),
                    console);
        } else {
            console.result(result, RunSummary.of(result));
        }
        return result.status() == RunResult.Status.PARTIAL ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private static ExitCode list(Invocation invocation, ModelCatalog catalog, Console console) {
        Optional<NodeKind> kind = invocation.value("kind").map(ModelsVerb::kind);
        console.result(catalog.list(kind), ModelsText.list(catalog.list(kind), catalog));
        return ExitCode.DONE;
    }

    private static ExitCode show(ModelStory story, Console console) {
        console.result(story, ModelStoryText.of(story));
        return ExitCode.DONE;
    }

    private static ExitCode impact(Impact impact, Console console) {
        console.result(impact, ModelsText.impact(impact));
        return ExitCode.DONE;
    }

    private static ExitCode history(Timeline timeline, Console console) {
        console.result(timeline, ModelsText.history(timeline));
        return ExitCode.DONE;
    }

    private static ExitCode check(List<Finding> findings, Console console) {
        console.result(findings, ModelsText.findings(findings));
        return findings.isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
    }

    private static ExitCode export(
            Invocation invocation, ModelCatalog catalog, Optional<String> model, Console console) {
        String format = invocation.value("format").orElse(console.isJson() ? "json" : "mermaid");
        if (!Exports.formats().contains(format)) {
            throw new UsageError(
                    "--format " + format + " is unknown: use one of " + String.join(", ", Exports.formats()) + ".");
        }
        String text = format.equals("mermaid") && model.isPresent()
                ? Exports.mermaid(catalog.picture(model.get()))
                : Exports.of(format, catalog.part(model));
        console.exact(text.stripTrailing());
        return ExitCode.DONE;
    }

    private static NodeKind kind(String text) {
        return Arrays.stream(NodeKind.values())
                .filter(known -> known.text().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UsageError("--kind " + text + " is unknown: use one of "
                        + Arrays.stream(NodeKind.values()).map(NodeKind::text).collect(Collectors.joining(", "))
                        + "."));
    }

    /** A day means its end, so that what happened on it is seen. */
    private static Instant time(String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .minusMillis(1);
        } catch (DateTimeParseException e) {
            throw new UsageError(
                    "--as-of " + text + " is not a date or time: write it like 2026-03-02 or 2026-03-02T14:20:00Z.");
        }
    }
}
