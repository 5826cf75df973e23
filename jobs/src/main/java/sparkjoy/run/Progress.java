package sparkjoy.run;

/** Where a run says what it is doing; one line a step. */
@FunctionalInterface
public interface Progress {
    void say(String message);
}
