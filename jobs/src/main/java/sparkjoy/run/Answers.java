package sparkjoy.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the jobs of one run found out, for the jobs after them that ask the same. A job that runs alone finds it out by
 * itself.
 */
public final class Answers {
    private final Map<Question<?>, Object> known = new ConcurrentHashMap<>();

    /**
     * A question whose equals compares all that the answer depends on, such as versions of tables.
     *
     * @param <T> of the answer
     */
    public interface Question<T> {}

    /** The answer, found out where nobody has asked before. */
    @SuppressWarnings("unchecked")
    public <T> T once(Question<T> question, Supplier<T> answer) {
        Object found = known.get(question);
        if (found == null) {
            found = answer.get();
            known.put(question, found);
        }
        return (T) found;
    }
}
