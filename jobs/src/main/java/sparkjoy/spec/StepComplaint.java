package sparkjoy.spec;

import java.util.List;

/**
 * What is wrong with a step of a view, found by more than its syntax.
 *
 * @param step number, the first is 0
 */
public record StepComplaint(String view, int step, String message) {
    public Complaint complaint() {
        return new Complaint(List.of("views", view, "steps", String.valueOf(step)), message);
    }

    @Override
    public String toString() {
        return "views." + view + ".steps[" + step + "]: " + message;
    }
}
