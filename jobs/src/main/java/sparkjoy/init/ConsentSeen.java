package sparkjoy.init;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sparkjoy.json.Kind;
import sparkjoy.review.Words;

/**
 * An object of calls that says what a person agreed to.
 *
 * @param path as the specification writes it
 * @param calls that hold it
 * @param agreed by category, the keys whose values are true or false: how many calls hold true
 */
record ConsentSeen(String path, long calls, Map<String, Long> agreed) {
    static Optional<ConsentSeen> of(Profiles profiles) {
        return profiles
                .where(profile -> profile.share(Kind.OBJECT) >= PathProfile.NEARLY_ALL
                        && profile.keys().size() > 1
                        && profile.keys().stream()
                                .anyMatch(key -> Words.apart(key).contains("consent"))
                        && !categories(profiles, profile).isEmpty())
                .stream()
                .max(Comparator.comparing(PathProfile::count).thenComparing(PathProfile::path))
                .map(profile -> new ConsentSeen(profile.path(), profile.count(), categories(profiles, profile)));
    }

    /** The categories, and how many calls agree to each. */
    String evidence() {
        return "Of the calls with preferences, "
                + agreed.entrySet().stream()
                        .map(category -> String.format(
                                "%.1f %% agree to %s", 100.0 * category.getValue() / calls, category.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private static Map<String, Long> categories(Profiles profiles, PathProfile object) {
        int depth = object.keys().size();
        return profiles
                .where(profile -> profile.keys().size() == depth + 1
                        && profile.keys().subList(0, depth).equals(object.keys())
                        && profile.share(Kind.BOOLEAN) >= PathProfile.NEARLY_ALL
                        && !profile.leaf().contains("."))
                .stream()
                .collect(Collectors.toMap(PathProfile::leaf, PathProfile::trues, (one, other) -> one, TreeMap::new));
    }
}
