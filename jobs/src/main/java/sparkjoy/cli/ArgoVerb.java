package sparkjoy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;
import sparkjoy.argo.ArgoFiles;
import sparkjoy.error.UserError;
import sparkjoy.run.Days;
import sparkjoy.spec.Spec;
import sparkjoy.terminal.Printable;

/** `joy argo`: the manifests of Argo Workflows, and what their steps ask for. */
public final class ArgoVerb implements Verb {
    @Override
    public String name() {
        return "argo";
    }

    @Override
    public String arguments() {
        return "render | days";
    }

    @Override
    public String summary() {
        return "render: writes Argo's workflows of all pipelines; days: lists the days of a range as"
                + " JSON, for a backfill";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.valued("into", "FOLDER", "where render writes to (default: argo)"))
                .addOption(Invocation.valued("from", "DAY", "first day to list"))
                .addOption(Invocation.valued("to", "DAY", "day after the last"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        List<String> arguments = invocation.arguments();
        if (arguments.equals(List.of("days"))) {
            return days(invocation, console);
        }
        if (arguments.equals(List.of("render"))) {
            return render(invocation, console);
        }
        throw new UsageError("argo needs one of render and days, not '" + String.join(" ", arguments) + "'.");
    }

    /** The days as `[{"from":"2026-03-02","to":"2026-03-03"},…]`. */
    private static ExitCode days(Invocation invocation, Console console) {
        Days days = invocation
                .days()
                .orElseThrow(() -> new UsageError("argo days needs --from and --to, such as --from 2026-03-02"
                        + " --to 2026-03-05 for three days."));
        List<Map<String, String>> list = days.all().stream().map(ArgoVerb::day).toList();
        console.asJson(true).result(list, "");
        return ExitCode.DONE;
    }

    private static Map<String, String> day(LocalDate day) {
        Map<String, String> range = new LinkedHashMap<>();
        range.put("from", day.toString());
        range.put("to", day.plusDays(1).toString());
        return range;
    }

    private static ExitCode render(Invocation invocation, Console console) {
        Path folder = Path.of(invocation.value("into").orElse("argo"));
        Map<String, String> files = files(invocation);
        files.forEach((path, text) -> write(folder.resolve(path), text));
        console.result(
                Map.of("folder", folder.toString(), "files", files.keySet()),
                Printable.line(files.size() + " files in " + folder + ": " + String.join(", ", files.keySet())));
        return ExitCode.DONE;
    }

    /** The text of each file by its path below the folder. */
    static Map<String, String> files(Invocation invocation) {
        List<Path> specification = invocation.specFiles();
        if (specification.size() > 1 || !invocation.values("set").isEmpty()) {
            throw new UsageError(
                    "argo render takes one --spec and no --set: pods read the specification as it is written."
                            + " Put what differs into variables like ${JOY_LAKE} and the config map joy-environment.");
        }
        Spec spec = invocation.spec();
        Map<String, ArgoFiles.Plan> plans = new LinkedHashMap<>();
        spec.pipelines()
                .keySet()
                .forEach(name -> plans.put(name, new ArgoFiles.Plan(Jobs.graph(spec, name), Jobs.sources(spec, name))));
        return ArgoFiles.of(spec, read(specification.get(0)), plans);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError("The specification " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UserError(
                    file + " cannot be written: " + e.getMessage() + "; give a folder of yours with --into.", e);
        }
    }
}
