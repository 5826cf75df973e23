package sparkjoy.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;
import sparkjoy.error.UserError;
import sparkjoy.terminal.Printable;

/** `joy demo`: generates logs, runs the pipeline and the model graph of the demo's shop on them, and reports. */
public final class DemoVerb implements Verb {
    /** The property with which `bin/joy` names the folder of its installation. */
    static final String HOME = "sparkjoy.home";

    private static final String USUAL_FOLDER = "joy-demo";

    private final Clock clock;

    public DemoVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String arguments() {
        return "[FOLDER]";
    }

    @Override
    public String summary() {
        return "generates logs of a food delivery app in a new folder, runs all jobs on them and writes the report page";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.valued("events", "N", "about how many distinct valid events (default 200000)"))
                .addOption(Invocation.valued("days", "N", "how many days of events (default 7)"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Path folder = folder(invocation);
        Path home = home();
        console.progress(
                "demo: about 2 minutes on two cores, " + heap() + " of memory and 100 MB of disk in " + folder);
        CommandParser parser = parser(invocation, home, folder);
        Console steps = console.isJson() ? console.withResultsAsMessages() : console;
        List<String> generate =
                new ArrayList<>(List.of("generate", folder.resolve("logs").toString()));
        for (String option : List.of("events", "days")) {
            invocation.value(option).ifPresent(value -> generate.addAll(List.of("--" + option, value)));
        }
        String spec = home.resolve("pipelines.yaml").toString();
        String models = home.resolve("examples/shop/pipelines.yaml").toString();
        String page = folder.resolve("report.html").toString();
        return step(parser, steps, generate)
                .or(() -> step(parser, steps, List.of("run", "all", "--spec", spec)))
                .or(() -> step(parser, steps, List.of("models", "load", "home_ranking", "--spec", models)))
                .orElseGet(() -> run(parser, console, report(console, spec, page)));
    }

    private static List<String> report(Console console, String spec, String page) {
        List<String> report = new ArrayList<>(List.of("report", "--html", page, "--spec", spec));
        if (console.isJson()) {
            report.add("--json");
        }
        return report;
    }

    /** Empty if the step succeeded. */
    private static Optional<ExitCode> step(CommandParser parser, Console console, List<String> words) {
        return Optional.of(run(parser, console, words)).filter(code -> code != ExitCode.DONE);
    }

    private static ExitCode run(CommandParser parser, Console console, List<String> words) {
        return parser.run(words.get(0), words.subList(1, words.size()).toArray(String[]::new), console);
    }

    private CommandParser parser(Invocation invocation, Path home, Path folder) {
        Map<String, String> environment = new HashMap<>(invocation.environment());
        environment.put("JOY_LOGS", folder.resolve("logs").toString());
        environment.put("JOY_LAKE", folder.resolve("lake").toString());
        environment.put("JOY_SHOP", home.resolve("examples/shop").toString());
        List<Verb> verbs =
                List.of(new GenerateVerb(), new RunVerb(clock), new ModelsVerb(clock), new ReportVerb(clock));
        return new CommandParser(verbs, environment, false);
    }

    private static Path folder(Invocation invocation) {
        if (invocation.arguments().size() > 1) {
            throw new UsageError("demo takes one folder, such as " + USUAL_FOLDER + ".");
        }
        Path folder = Path.of(invocation.arguments().stream().findFirst().orElse(USUAL_FOLDER));
        if (Files.exists(folder)) {
            throw new UsageError(Printable.line(folder.toString())
                    + " exists, and the demo needs a new folder: remove it, or run joy demo OTHER_FOLDER.");
        }
        return folder;
    }

    private static Path home() {
        String home = System.getProperty(HOME);
        if (home == null || !Files.exists(Path.of(home, "pipelines.yaml"))) {
            throw new UserError("The demo's specification pipelines.yaml was not found: start the demo with bin/joy.");
        }
        return Path.of(home);
    }

    private static String heap() {
        return Math.round(Runtime.getRuntime().maxMemory() / (double) (1 << 30)) + " GiB";
    }
}
