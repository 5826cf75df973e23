package sparkjoy.gold;

import java.util.List;
import java.util.stream.Collectors;
import sparkjoy.error.UserError;
import sparkjoy.spec.StepComplaint;

/** Steps of a view that its columns do not allow, or that lead to columns which cannot be stored. */
public final class WrongView extends UserError {
    private static final long serialVersionUID = 1L;

    private final transient List<StepComplaint> complaints;

    WrongView(List<StepComplaint> complaints, Throwable cause) {
        super(complaints.stream().map(StepComplaint::toString).collect(Collectors.joining("\n")), cause);
        this.complaints = List.copyOf(complaints);
    }

    List<StepComplaint> complaints() {
        return complaints;
    }
}
