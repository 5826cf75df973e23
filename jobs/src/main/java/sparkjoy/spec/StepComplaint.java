package sparkjoy.spec;

/**
 * What is wrong with a step of a view, found by more than its syntax.
 *
 * @param step number, the first is 0
 */
public record StepComplaint(String view, int step, String message) {
    @Override
    public String toString() {
        return "views." + view + ".steps[" + step + "]: " + message;
    }
}
