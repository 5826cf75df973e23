package sparkjoy.init;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import sparkjoy.spec.Spec;

/**
 * What the sampled calls say about the specification that they need.
 *
 * @param personal paths of properties whose values look like addresses or telephone numbers
 */
record Inference(
        Sample sample,
        Profiles profiles,
        Scope scope,
        Map<String, Guess> columns,
        Map<String, Guess> products,
        Optional<ConsentSeen> consent,
        List<String> personal) {
    private static final double SOME = 0.05;

    /** @param usual a specification that says nothing about names, so that the defaults hold */
    static Inference of(Sample sample, Spec usual) {
        Profiles profiles = Profiles.of(sample);
        Scope scope = new Scope(profiles, Actions.of(profiles, usual.actions()));
        Map<String, Guess> columns = Columns.of(sample, profiles, scope);
        Map<String, Guess> products =
                Products.of(profiles, columns.get("products").taken(), scope);
        return new Inference(sample, profiles, scope, columns, products, ConsentSeen.of(profiles), personal(profiles));
    }

    Actions actions() {
        return scope.actions();
    }

    private static List<String> personal(Profiles profiles) {
        return profiles
                .where(profile -> profile.keys().get(0).equals("properties")
                        && !profile.keys().contains(PathProfile.ITEM)
                        && profile.share(ValueType.EMAIL) + profile.share(ValueType.PHONE) >= SOME)
                .stream()
                .map(PathProfile::path)
                .sorted()
                .toList();
    }

    /** Whether the amounts of orders may be in the smallest unit of their currency. */
    boolean mayBeCents() {
        List<Candidate> amounts = List.of("revenue", "total").stream()
                .flatMap(column -> columns.get(column).taken().stream())
                .toList();
        return !amounts.isEmpty() && amounts.stream().allMatch(amount -> Cents.isLikely(amount.profile()));
    }

    /** Amounts that are whole numbers and larger than prices are. */
    private static final class Cents {
        private static final long FEWEST = 5;
        private static final double LARGE = 500;

        static boolean isLikely(PathProfile profile) {
            return profile.count() >= FEWEST && profile.isWhole() && profile.most() >= LARGE;
        }
    }
}
