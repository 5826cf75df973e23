package sparkjoy;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import sparkjoy.cli.ArgoVerb;
import sparkjoy.cli.AssignmentsVerb;
import sparkjoy.cli.BackfillVerb;
import sparkjoy.cli.CommandParser;
import sparkjoy.cli.Console;
import sparkjoy.cli.DemoVerb;
import sparkjoy.cli.DiffVerb;
import sparkjoy.cli.DoctorVerb;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.ExperimentVerb;
import sparkjoy.cli.ExportVerb;
import sparkjoy.cli.GenerateVerb;
import sparkjoy.cli.InitVerb;
import sparkjoy.cli.MaintainVerb;
import sparkjoy.cli.ModelsVerb;
import sparkjoy.cli.PlanVerb;
import sparkjoy.cli.PreviewVerb;
import sparkjoy.cli.PromoteVerb;
import sparkjoy.cli.QuarantineVerb;
import sparkjoy.cli.ReportVerb;
import sparkjoy.cli.RollbackVerb;
import sparkjoy.cli.RunVerb;
import sparkjoy.cli.ServeVerb;
import sparkjoy.cli.SqlVerb;
import sparkjoy.cli.StatusVerb;
import sparkjoy.cli.StreamVerb;
import sparkjoy.cli.ValidateVerb;
import sparkjoy.cli.Verb;
import sparkjoy.cli.VerifyVerb;
import sparkjoy.cli.ViewVerb;
import sparkjoy.terminal.PrintableStream;

/** The command line: the only class that parses arguments and exits. */
public final class Joy {
    /** Whole milliseconds, as Segment's times are: Trino rounds the rest, and then skips files in which it is. */
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private static final List<Verb> VERBS = List.of(
            new DemoVerb(CLOCK),
            new GenerateVerb(),
            new InitVerb(),
            new RunVerb(CLOCK),
            new StreamVerb(CLOCK),
            new PlanVerb(CLOCK),
            new BackfillVerb(CLOCK),
            new DiffVerb(CLOCK),
            new PromoteVerb(CLOCK),
            new RollbackVerb(CLOCK),
            new QuarantineVerb(CLOCK),
            new PreviewVerb(),
            new SqlVerb(),
            new ViewVerb(),
            new ExportVerb(),
            new ServeVerb(),
            new ExperimentVerb(),
            new AssignmentsVerb(),
            new ModelsVerb(CLOCK),
            new ReportVerb(CLOCK),
            new MaintainVerb(CLOCK),
            new StatusVerb(CLOCK),
            new VerifyVerb(CLOCK),
            new ArgoVerb(),
            new ValidateVerb(),
            new DoctorVerb(CLOCK));

    private Joy() {}

    public static void main(String[] arguments) {
        // Also what libraries log is for people.
        System.setErr(PrintableStream.over(System.err));
        Console console = new Console(utf8(System.out), System.err, false);
        System.exit(run(arguments, console).number());
    }

    /** Runs one command line without exiting. */
    static ExitCode run(String[] arguments, Console console) {
        return run(new CommandParser(VERBS, System.getenv(), false), arguments, console);
    }

    /** Runs a command line that came from another machine, with that one's environment. */
    static ExitCode runForAnother(String[] arguments, Map<String, String> environment, Console console) {
        return run(new CommandParser(VERBS, environment, true), arguments, console);
    }

    private static ExitCode run(CommandParser parser, String[] arguments, Console console) {
        if (arguments.length == 0 || List.of("help", "--help", "-h").contains(arguments[0])) {
            console.text(parser.overview());
            return arguments.length == 0 ? ExitCode.WRONG_USAGE : ExitCode.DONE;
        }
        return parser.run(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length), console);
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
