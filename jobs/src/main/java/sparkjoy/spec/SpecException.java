package sparkjoy.spec;

import java.util.List;
import java.util.stream.Collectors;
import sparkjoy.error.UserError;

/** The user's specification is wrong; carries every problem that was found, by file and line. */
public final class SpecException extends UserError {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    SpecException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
