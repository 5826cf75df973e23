package sparkjoy.experiment.statistics;

/** The condition that a level or a share lies strictly between 0 and 1. */
final class Probability {
    private Probability() {}

    static void check(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; give a number between 0 and 1, such as 0.05");
        }
    }
}
