package sparkjoy.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;
import sparkjoy.doctor.Check;
import sparkjoy.doctor.MachineChecks;
import sparkjoy.doctor.SpecChecks;
import sparkjoy.error.UserError;
import sparkjoy.spec.Spec;

/** `joy doctor`: checks what a run needs before it needs it; ends with 1 where a run would fail. */
public final class DoctorVerb implements Verb {
    private final Clock clock;

    public DoctorVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "checks Java, memory, disk, ports, credentials, logs, lake and clock, and says how to fix what is wrong";
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        List<Check> checks = new ArrayList<>(new MachineChecks(invocation.environment()).checks());
        checks.addAll(ofSpecification(invocation));
        console.result(checks, text(checks));
        return checks.stream().anyMatch(check -> check.level() == Check.Level.FAILED) ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** A wrong specification leaves the checks of the machine, which may be what is asked for. */
    private List<Check> ofSpecification(Invocation invocation) {
        Spec spec;
        try {
            spec = invocation.spec();
        } catch (UserError e) {
            return List.of(Check.failed("specification", e.getMessage()));
        }
        return new SpecChecks(spec, invocation.environment(), clock).checks();
    }

    private static String text(List<Check> checks) {
        int width = checks.stream()
                .mapToInt(check -> check.subject().length())
                .max()
                .orElse(0);
        return checks.stream()
                .map(check ->
                        String.format("%-7s  %-" + width + "s  %s", check.level(), check.subject(), check.result())
                                + check.fix()
                                        .map(fix -> System.lineSeparator() + " ".repeat(width + 11) + "Fix: " + fix)
                                        .orElse(""))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
