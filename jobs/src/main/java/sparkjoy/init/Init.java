package sparkjoy.init;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import sparkjoy.error.UserError;
import sparkjoy.source.LogsUnavailable;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;
import sparkjoy.terminal.ShellWord;

/** Infers a specification from a sample of logs; the text is valid, or this fails. */
public final class Init {
    private Init() {}

    /**
     * Samples the logs of a target and infers.
     *
     * @throws NoSample where there is nothing to infer from
     */
    public static Result of(Target target, Configuration configuration, Bounds bounds) {
        Sample sample = sample(target, configuration, bounds);
        NoSample.refuse(target, sample);
        return of(target, sample);
    }

    static Sample sample(Target target, Configuration configuration, Bounds bounds) {
        try {
            return Sample.of(configuration, target.logs(), target.format(), bounds);
        } catch (LogsUnavailable unavailable) {
            throw LogsNearby.of(configuration, target.logs())
                    .<UserError>map(folder -> new LogsUnavailable(
                            "There is no folder segment-logs in '" + target.logs() + "', but in '" + folder
                                    + "'. Next: bin/joy init " + ShellWord.of(folder),
                            unavailable))
                    .orElseGet(() -> withNextCommand(target.logs(), unavailable));
        }
    }

    /** What a person reads whose logs cannot be reached. */
    public static UserError withNextCommand(String logs, UserError unreachable) {
        return new UserError(
                unreachable.getMessage() + " Next: fix this, then rerun bin/joy init " + ShellWord.of(logs) + ".",
                unreachable);
    }

    private static Result of(Target target, Sample sample) {
        Inference inference = Inference.of(sample, Usual.spec());
        Spec draft = valid(SpecText.of(target, inference, Forecast.NONE));
        Forecast forecast = Forecast.of(sample, draft);
        String text = SpecText.of(target, inference, forecast);
        valid(text);
        return result(text, inference, forecast);
    }

    private static Result result(String text, Inference inference, Forecast forecast) {
        Sample sample = inference.sample();
        Map<String, Long> refused = new TreeMap<>();
        sample.refused().forEach((fault, count) -> refused.put(fault.name(), count));
        sample.chosen().misplaced().forEach(found -> refused.merge(found.fault().name(), 1L, Long::sum));
        return new Result(
                text,
                sample.calls().size(),
                sample.chosen().files().size(),
                sample.chosen().listed(),
                (int) sample.chosen().files().stream()
                        .map(file -> file.sourceId())
                        .distinct()
                        .count(),
                sample.chosen().sourcesThere(),
                sample.bytes(),
                sample.chosen().requests(),
                forecast.orders(),
                forecast.shareWithAmount(),
                forecast.shareOfClicksAfterImpressions(),
                List.copyOf(forecast.experiments().keySet()),
                sample.refusedLines() / (double) Math.max(1, sample.lines()),
                refused,
                inference.actions().taken(),
                paths(inference.columns(), Candidate::path),
                paths(inference.products(), candidate -> candidate.profile().leaf()),
                Stream.concat(inference.columns().values().stream(), inference.products().values().stream())
                        .filter(guess -> !guess.isSure() && !guess.doubtful().isEmpty())
                        .map(Guess::column)
                        .toList(),
                Question.of(inference, forecast));
    }

    private static Map<String, List<String>> paths(Map<String, Guess> guesses, Function<Candidate, String> name) {
        return guesses.values().stream()
                .filter(Guess::isSure)
                .collect(Collectors.toMap(
                        Guess::column,
                        guess -> guess.taken().stream().map(name).distinct().toList(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** Reads the text as every other verb would. */
    private static Spec valid(String text) {
        try {
            Path file = Files.createTempFile("joy-init", ".yaml");
            try {
                Files.writeString(file, text);
                return new SpecReader().read(List.of(file), List.of(), Map.of());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write into the folder of temporary files: " + e.getMessage(), e);
        }
    }
}
