package sparkjoy.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.HelpFormatter;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import sparkjoy.engine.StorageFailure;
import sparkjoy.engine.StorageUnavailable;
import sparkjoy.error.UserError;
import sparkjoy.spec.Nearest;
import sparkjoy.spec.SpecException;
import sparkjoy.terminal.Printable;

/**
 * Finds the verb of a command line, parses its options, runs it and reports what went wrong.
 *
 * @param environment what the specification's variables stand for
 * @param isServer this process serves a remote command line: it runs all by itself
 */
public record CommandParser(List<Verb> verbs, Map<String, String> environment, boolean isServer) {
    /** The column in which the overview says what a verb does. */
    private static final int SUMMARIES = 28;

    public ExitCode run(String name, String[] arguments, Console console) {
        Optional<Verb> verb =
                verbs.stream().filter(known -> known.name().equals(name)).findFirst();
        if (verb.isEmpty()) {
            List<String> names = verbs.stream().map(Verb::name).toList();
            console.message(
                    "joy: there is no verb " + Printable.line(name) + Nearest.hint(name, names) + "\n" + overview());
            return ExitCode.WRONG_USAGE;
        }
        return run(verb.get(), arguments, console);
    }

    /** All verbs, a line each, or two where what a verb takes is long. */
    public String overview() {
        return verbs.stream()
                .map(CommandParser::line)
                .collect(Collectors.joining(
                        "\n", "usage: joy VERB [options]\n", "\n  run joy VERB --help for its options"));
    }

    private static String line(Verb verb) {
        String call = ("  " + verb.name() + " " + verb.arguments()).stripTrailing();
        boolean isLong = call.length() >= SUMMARIES;
        return call + (isLong ? "\n" + " ".repeat(SUMMARIES) : " ".repeat(SUMMARIES - call.length())) + verb.summary();
    }

    private ExitCode run(Verb verb, Invocation invocation, Console console) {
        Optional<String> remote = isServer || !verb.isRemotable() ? Optional.empty() : Remote.server(invocation);
        return remote.isPresent()
                ? new Remote(remote.get()).run(verb.name(), invocation, console)
                : verb.run(invocation, console);
    }

    private ExitCode run(Verb verb, String[] arguments, Console console) {
        Options options = Invocation.common();
        verb.options().getOptions().forEach(options::addOption);
        try {
            CommandLine line = new DefaultParser(false).parse(options, arguments);
            if (line.hasOption("help")) {
                console.text(help(verb, options));
                return ExitCode.DONE;
            }
            refuseSurplus(verb, line);
            return run(verb, new Invocation(line, environment), console.asJson(line.hasOption("json")));
        } catch (ParseException | UsageError e) {
            console.message("joy " + verb.name() + ": " + Printable.line(e.getMessage()) + "\n" + usage(verb));
            return ExitCode.WRONG_USAGE;
        } catch (SpecException e) {
            console.message(e.getMessage());
            return ExitCode.WRONG_USAGE;
        } catch (UserError e) {
            String message = StorageFailure.silentIn(e)
                    .map(UserError::getMessage)
                    .filter(sentence -> !e.getMessage().contains(sentence))
                    .orElse(e.getMessage());
            console.failure(verb.name(), message);
            return ExitCode.FAILED;
        } catch (Exception e) {
            Optional<StorageUnavailable> storage = StorageFailure.in(e);
            if (storage.isPresent()) {
                console.failure(verb.name(), storage.get().getMessage());
                return ExitCode.FAILED;
            }
            console.message("joy " + verb.name() + ": failed unexpectedly; this is a bug or a fault of the machine:");
            console.trace(e);
            return ExitCode.FAILED;
        }
    }

    /** Such as `validate prod.yaml`, which would validate another file. */
    private static void refuseSurplus(Verb verb, CommandLine line) {
        if (verb.arguments().isEmpty() && !line.getArgList().isEmpty()) {
            throw new UsageError(String.join(" ", line.getArgList()) + ": it takes only options.");
        }
    }

    private static String usage(Verb verb) {
        return "usage: joy " + (verb.name() + " " + verb.arguments()).strip() + " [options]; joy " + verb.name()
                + " --help lists them";
    }

    private static String help(Verb verb, Options options) {
        StringWriter text = new StringWriter();
        new HelpFormatter()
                .printHelp(
                        new PrintWriter(text, true),
                        100,
                        "joy " + (verb.name() + " " + verb.arguments()).strip() + " [options]",
                        verb.summary(),
                        options,
                        2,
                        2,
                        "");
        return text.toString().stripTrailing();
    }
}
