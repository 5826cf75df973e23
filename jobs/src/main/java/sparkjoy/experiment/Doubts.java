package sparkjoy.experiment;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that withholds numbers of an experiment as of a day, by dimension, value and stage; those of all units come first. */
record Doubts(List<Doubt> found) {
    private static final Comparator<Doubt> WORST =
            Comparator.comparing(Doubt::verdict, Comparator.reverseOrder()).thenComparingDouble(Doubt::pValue);

    /**
     * One finding against a stage of all units or of one value of a dimension.
     *
     * @param pValue of the sample ratio; 1 where it was not tested
     * @param reason the verdict, SRM or LEAK, with its stage and numbers
     */
    record Doubt(String dimension, String value, Verdict verdict, double pValue, String reason) {

        boolean isOfAll() {
            return dimension.equals(Dimensions.ALL);
        }
    }

    /** The values of dimensions, each with its first reason. */
    List<Withheld> withheld() {
        Map<List<String>, Withheld> withheld = new LinkedHashMap<>();
        found.stream()
                .filter(doubt -> !doubt.isOfAll())
                .forEach(doubt -> withheld.putIfAbsent(
                        List.of(doubt.dimension(), doubt.value()),
                        new Withheld(doubt.dimension(), doubt.value(), doubt.reason())));
        return List.copyOf(withheld.values());
    }

    /** Why the numbers of a conclusion are withheld, in one sentence: the worst finding and how many others there are. */
    Conclusion summarized(Conclusion conclusion) {
        if (conclusion.kind() != Conclusion.Kind.DO_NOT_TRUST) {
            return conclusion;
        }
        return found.stream()
                .filter(Doubt::isOfAll)
                .min(WORST)
                .map(worst -> new Conclusion(conclusion.kind(), worst.reason() + others(), false))
                .orElse(conclusion);
    }

    private String others() {
        int others = found.size() - 1;
        return others == 0 ? "" : "; and " + others + " more in gold.assignment_health";
    }
}
