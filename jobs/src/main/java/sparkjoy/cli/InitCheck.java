package sparkjoy.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sparkjoy.engine.StorageAccess;
import sparkjoy.init.Bounds;
import sparkjoy.init.SpecCheck;
import sparkjoy.init.Target;
import sparkjoy.spec.Source;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;
import sparkjoy.terminal.Printable;

/** `joy init --check`: what the logs say about the specification that is there; nothing is written. */
record InitCheck(Bounds bounds) {

    ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        Map<String, Map<String, List<String>>> written =
                new SpecReader().mapped(invocation.specFiles(), invocation.values("set"));
        StorageAccess access = new StorageAccess(spec.storage(), invocation.environment());
        Map<String, SpecCheck> checks = new LinkedHashMap<>();
        spec.sources().forEach((name, source) -> {
            Target target = new Target(logs(source, invocation), source.format(), spec.lake(), spec.storage());
            access.reach(target.logs());
            checks.put(
                    name,
                    access.read(settings ->
                            SpecCheck.of(spec, written, text(invocation.specFiles()), target, settings, bounds)));
        });
        console.result(checks, text(checks));
        return checks.values().stream().allMatch(check -> check.gone().isEmpty()) ? ExitCode.DONE : ExitCode.PARTIAL;
    }

    /** The place that was named, or the source's own. */
    private static String logs(Source source, Invocation invocation) {
        return invocation.arguments().isEmpty()
                ? source.path()
                : invocation.arguments().get(0);
    }

    private static String text(List<Path> files) {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            try {
                text.append(Files.readString(file)).append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        }
        return text.toString();
    }

    private static String text(Map<String, SpecCheck> checks) {
        List<String> lines = new ArrayList<>();
        checks.forEach((name, check) -> {
            if (check.isEmpty()) {
                lines.add(name + ": the sampled calls hold all that is mapped, and nothing else that could be.");
                return;
            }
            add(lines, name + ": mapped, but gone from the logs:", check.gone());
            add(lines, name + ": in the logs, but not mapped; add to the specification:", check.added());
            add(lines, name + ": kept as you wrote it:", check.kept());
            add(lines, name + ": further names that no sampled call holds:", check.unseen());
        });
        return lines.stream().map(Printable::line).collect(Collectors.joining("\n"));
    }

    private static void add(List<String> lines, String heading, List<String> items) {
        if (!items.isEmpty()) {
            lines.add(heading);
            items.forEach(item -> lines.add("  " + item));
        }
    }
}
