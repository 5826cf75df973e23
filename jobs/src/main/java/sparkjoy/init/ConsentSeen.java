package sparkjoy.init;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sparkjoy.json.Kind;
import sparkjoy.review.Words;

/**
 * An object of calls that says what a person agreed to.
 *
 * @param path as the specification writes it
 * @param calls that hold it
 * @param categories keys whose values are true or false
 */
record ConsentSeen(String path, long calls, List<String> categories) {
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

    private static List<String> categories(Profiles profiles, PathProfile object) {
        int depth = object.keys().size();
        return profiles
                .where(profile -> profile.keys().size() == depth + 1
                        && profile.keys().subList(0, depth).equals(object.keys())
                        && profile.share(Kind.BOOLEAN) >= PathProfile.NEARLY_ALL
                        && !profile.leaf().contains("."))
                .stream()
                .map(PathProfile::leaf)
                .sorted()
                .toList();
    }
}
