package sparkjoy.experiment.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Always-valid p values over the looks at one experiment. */
public final class Looks {
    private Looks() {}

    /**
     * The smallest p up to each look.
     *
     * @param pValues of each look in order of time; a look that could not be computed changes nothing
     */
    public static List<OptionalDouble> runningMinimum(List<OptionalDouble> pValues) {
        List<OptionalDouble> minima = new ArrayList<>();
        OptionalDouble smallest = OptionalDouble.empty();
        for (OptionalDouble pValue : pValues) {
            smallest = smaller(smallest, pValue);
            minima.add(smallest);
        }
        return minima;
    }

    private static OptionalDouble smaller(OptionalDouble one, OptionalDouble other) {
        return one.isEmpty() || (other.isPresent() && other.getAsDouble() < one.getAsDouble()) ? other : one;
    }
}
