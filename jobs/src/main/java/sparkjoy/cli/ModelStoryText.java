package sparkjoy.cli;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.models.LiveResult;
import sparkjoy.models.ModelStory;
import sparkjoy.report.TextTable;
import sparkjoy.terminal.Printable;

/** One model as a terminal shows it: versions, jobs, what serves it, and at the end its live results. */
final class ModelStoryText {
    private ModelStoryText() {}

    static String of(ModelStory story) {
        return Stream.of(
                        Printable.text(story.name()) + ", owner: "
                                + Printable.text(story.owner().orElse("nobody")),
                        versions(story),
                        jobs(story),
                        serving(story),
                        results(story),
                        story.findings().isEmpty() ? "" : "Findings\n" + ModelsText.findings(story.findings()))
                .filter(section -> !section.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    private static String versions(ModelStory story) {
        TextTable table = new TextTable("version", "alias", "stage", "created", "run", "metrics of its training");
        story.versions()
                .forEach(version -> table.row(
                        "v" + Printable.text(version.version()),
                        Printable.text(String.join(", ", version.aliases())),
                        version.stage().map(Printable::text).orElse(""),
                        version.createdAt()
                                .map(time -> time.toString().substring(0, 10))
                                .orElse(""),
                        version.run().map(Printable::text).orElse(""),
                        version.metrics().entrySet().stream()
                                .limit(4)
                                .map(metric -> Printable.text(metric.getKey() + " " + metric.getValue()))
                                .collect(Collectors.joining(", "))));
        return story.versions().isEmpty() ? "No registry knows a version of it." : table.toString();
    }

    private static String jobs(ModelStory story) {
        if (story.jobs().isEmpty()) {
            return "Retrained by: no job that is known";
        }
        TextTable table = new TextTable("retrained by", "schedule", "last success", "evidence");
        story.jobs()
                .forEach(job -> table.row(
                        Printable.text(job.id()),
                        job.schedule().map(Printable::text).orElse(""),
                        job.lastSuccess().map(Printable::text).orElse(""),
                        Printable.text(job.evidence() + " (" + job.confidence() + ", " + job.sourceRef() + ")")));
        return table.toString();
    }

    private static String serving(ModelStory story) {
        if (story.serving().isEmpty()) {
            return "Served by: nothing that is known";
        }
        TextTable table = new TextTable("served by", "version", "chart", "API", "evidence");
        story.serving()
                .forEach(serving -> table.row(
                        Printable.text(serving.id()),
                        Printable.text(
                                version(serving.serves()) + (serving.isMissing() ? " (not in the registry)" : "")),
                        Printable.text(list(Stream.concat(serving.charts().stream(), serving.releases().stream())
                                .toList())),
                        Printable.text(list(serving.apis())),
                        Printable.text(
                                serving.evidence() + " (" + serving.confidence() + ", " + serving.sourceRef() + ")")));
        return table.toString();
    }

    private static String list(List<String> ids) {
        return String.join(", ", ids);
    }

    private static String results(ModelStory story) {
        return story.results().isEmpty()
                ? "No arm of an experiment is known to serve it."
                : story.results().stream().map(ModelStoryText::result).collect(Collectors.joining("\n"));
    }

    /** The loop: version, who trained it when, what it serves where, and how it does there. */
    private static String result(LiveResult result) {
        String head = versions(result) + trained(result) + " serves the arm " + result.arm() + " of "
                + result.experiment() + deployed(result) + seen(result);
        if (result.isBaseline()) {
            return Printable.text(head + ": its baseline");
        }
        String verdict = result.verdict().orElse("no result yet")
                + result.asOf().map(day -> " as of " + day).orElse("");
        return Printable.text(head + ": " + verdict)
                + result.lines().stream().map(ModelStoryText::line).collect(Collectors.joining())
                + result.warnings().stream()
                        .map(warning -> "\n  Warning: " + Printable.text(warning))
                        .collect(Collectors.joining());
    }

    private static String versions(LiveResult result) {
        String versions =
                result.versions().stream().map(ModelStoryText::version).collect(Collectors.joining(" or "));
        return result.versions().equals(List.of(result.serves()))
                ? versions
                : version(result.serves()) + " (now " + versions + ")";
    }

    private static String trained(LiveResult result) {
        String by = result.trainedBy().isEmpty() ? "" : " by " + String.join(", ", result.trainedBy());
        String at = result.trainedAt()
                .map(time -> " at " + time.truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
        return by.isEmpty() && at.isEmpty() ? "" : ", trained" + by + at + ",";
    }

    private static String deployed(LiveResult result) {
        return result.deployments().isEmpty()
                ? " (no deployment of it is known)"
                : " in "
                        + result.deployments().stream()
                                .map(found -> found.id()
                                        + (found.charts().isEmpty() ? "" : " (" + list(found.charts()) + ")"))
                                .collect(Collectors.joining(", "));
    }

    private static String seen(LiveResult result) {
        return result.seenVersions().isEmpty() ? "" : "; its events name " + list(result.seenVersions());
    }

    private static String line(LiveResult.Line line) {
        Optional<String> numbers = line.lift()
                .map(lift -> String.format(
                        Locale.ROOT,
                        "%+.1f %% [%+.1f, %+.1f], p always valid %.3f",
                        100 * lift,
                        100 * line.low().orElse(Double.NaN),
                        100 * line.high().orElse(Double.NaN),
                        line.alwaysValidP().orElse(Double.NaN)));
        return "\n  " + Printable.text(line.metric()) + (line.isGuardrail() ? " (guardrail)" : "") + " "
                + numbers.orElse(line.status());
    }

    /** `home_ranking@7` of an id with registry and kind. */
    private static String version(String id) {
        return id.replaceFirst("^model:(mlflow/[^/]*/|unregistered/)", "")
                .replaceFirst("^alias:mlflow/[^/]*/(.*)/([^/]*)$", "$1@$2");
    }
}
