package sparkjoy.init;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sparkjoy.review.Words;

/**
 * The first or last word that most names of a team share, such as a prefix of all keys. It says nothing about one of them.
 *
 * @param first word at the start of most names
 * @param last word at the end of most names
 */
record CommonWords(Optional<String> first, Optional<String> last) {
    private static final double MOST = 0.7;
    private static final int FEWEST_NAMES = 4;

    static CommonWords of(Collection<String> names) {
        Map<String, Integer> first = new HashMap<>();
        Map<String, Integer> last = new HashMap<>();
        for (String name : names) {
            List<String> words = Words.apart(name);
            if (words.size() > 1) {
                first.merge(words.get(0), 1, Integer::sum);
                last.merge(words.get(words.size() - 1), 1, Integer::sum);
            }
        }
        return new CommonWords(common(first, names.size()), common(last, names.size()));
    }

    private static Optional<String> common(Map<String, Integer> counts, int names) {
        return counts.entrySet().stream()
                .filter(word -> names >= FEWEST_NAMES && word.getValue() >= names * MOST)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The name as it is, then without what is common. */
    Set<String> forms(String name) {
        List<String> words = Words.apart(name);
        int from = first.isPresent() && words.size() > 1 && words.get(0).equals(first.get()) ? 1 : 0;
        int to = words.size() - (last.isPresent() && words.size() - from > 1 && isLast(words) ? 1 : 0);
        Set<String> forms = new LinkedHashSet<>();
        forms.add(name);
        forms.add(String.join(" ", words.subList(from, to)));
        return forms;
    }

    private boolean isLast(List<String> words) {
        return words.get(words.size() - 1).equals(last.orElseThrow());
    }
}
