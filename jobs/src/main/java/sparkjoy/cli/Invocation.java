package sparkjoy.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import sparkjoy.error.UserError;
import sparkjoy.run.Days;
import sparkjoy.spec.Complaint;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** What a command line and its environment say. */
record Invocation(CommandLine line, Map<String, String> environment) {

    static Options common() {
        return new Options()
                .addOption(valued("spec", "FILE", "pipeline specification; repeat to layer (default pipelines.yaml)"))
                .addOption(valued("set", "PATH=VALUE", "overrides one value of the specification; repeatable"))
                .addOption(flag("json", "prints the result as one JSON line"))
                .addOption(Option.builder("h")
                        .longOpt("help")
                        .desc("prints this help")
                        .build());
    }

    /** The option of all verbs that are about one pipeline. */
    static Options ofPipeline() {
        return new Options()
                .addOption(valued("pipeline", "NAME", "pipeline of the specification; needed where it has several"));
    }

    static Option valued(String name, String value, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(value)
                .desc(description)
                .build();
    }

    static Option flag(String name, String description) {
        return Option.builder().longOpt(name).desc(description).build();
    }

    Spec spec() {
        return new SpecReader().read(specFiles(), values("set"), environment);
    }

    /** The specification, whose views and KPIs are judged by more than their syntax. */
    Spec spec(Function<Spec, List<Complaint>> judge) {
        return new SpecReader().read(specFiles(), values("set"), environment, judge);
    }

    /** The specification with one more view, or another of that name, which is written in a file of its own. */
    Spec specWithView(String name, Path view) {
        return new SpecReader().readWithView(name, view, specFiles(), values("set"), environment);
    }

    List<Path> specFiles() {
        List<Path> files = values("spec").stream().map(Path::of).toList();
        return files.isEmpty() ? List.of(Path.of("pipelines.yaml")) : files;
    }

    boolean has(String option) {
        return line.hasOption(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(line.getOptionValue(option));
    }

    List<String> values(String option) {
        return Optional.ofNullable(line.getOptionValues(option))
                .map(Arrays::asList)
                .orElse(List.of());
    }

    /** Arguments after the verb. */
    List<String> arguments() {
        return line.getArgList();
    }

    /** The pipeline that was named, else the only one. */
    String pipeline(Spec spec) {
        Optional<String> named = value("pipeline");
        List<String> known = List.copyOf(spec.pipelines().keySet());
        if (named.isEmpty() && known.size() > 1) {
            throw new UsageError("--pipeline is missing: the specification has " + String.join(", ", known) + ".");
        }
        String pipeline = named.orElse(known.get(0));
        if (!known.contains(pipeline)) {
            throw new UsageError("--pipeline " + pipeline + " is not a pipeline of the specification, which has "
                    + String.join(", ", known) + ".");
        }
        return pipeline;
    }

    Optional<Days> days() {
        Optional<LocalDate> from = day("from");
        Optional<LocalDate> to = day("to");
        if (from.isPresent() != to.isPresent()) {
            throw new UsageError("--from and --to belong together: give both days (--to is exclusive), or neither.");
        }
        try {
            return from.map(first -> new Days(first, to.orElseThrow()));
        } catch (UserError e) {
            throw new UsageError(e.getMessage());
        }
    }

    int positive(String option, int otherwise) {
        String text = value(option).orElse(String.valueOf(otherwise));
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new UsageError("--" + option + " " + text + ": give a whole number above 0.");
        }
        return Integer.parseInt(text);
    }

    /** A day; a blank value is none, for schedulers whose command lines have a fixed length. */
    Optional<LocalDate> day(String option) {
        return value(option).filter(text -> !text.isBlank()).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw new UsageError("--" + option + " " + text
                        + " is not a valid date (expected YYYY-MM-DD, for example 2026-03-02).");
            }
        });
    }
}
