package sparkjoy.init;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sparkjoy.review.ColumnWords;
import sparkjoy.review.PropertyNames;
import sparkjoy.spec.KeyPath;

/** Finds the path of each column of silver.events. A path is taken only if its name, its values and its events agree. */
final class Columns {
    /** In the order in which they are written. */
    static final List<String> ALL = List.of(
            "vertical",
            "service",
            "cart_id",
            "order_id",
            "product_id",
            "position",
            "quantity",
            "price",
            "revenue",
            "total",
            "currency",
            "list_id",
            "products",
            "experiment_id",
            "variant",
            "session_id",
            "channel",
            "platform",
            "app_version",
            "country",
            "user_agent");

    /** Where Segment's own libraries put a value. */
    private static final Map<String, List<String>> SEGMENTS = Map.of(
            "channel", List.of("channel"),
            "platform", List.of("context.device.type", "context.os.name"),
            "app_version", List.of("context.app.version"),
            "country", List.of("context.location.country"),
            "user_agent", List.of("context.userAgent"));

    private static final Map<String, Set<String>> NAMED_IN = Map.of(
            "exposure", Set.of("experiment_id", "variant"),
            "order", Set.of("order_id"),
            "click", Set.of("product_id"),
            "product_view", Set.of("product_id"),
            "add_to_cart", Set.of("product_id"));

    private static final int LAST_RANK = 50;
    private static final double MOSTLY = 0.9;

    private final Sample sample;
    private final Profiles profiles;
    private final Scope scope;
    private final Keys keys;
    private final Map<String, Guess> guesses = new LinkedHashMap<>();

    private Columns(Sample sample, Profiles profiles, Scope scope) {
        this.sample = sample;
        this.profiles = profiles;
        this.scope = scope;
        keys = Keys.of(profiles);
    }

    /** The guess for each column, by its name. */
    static Map<String, Guess> of(Sample sample, Profiles profiles, Scope scope) {
        Columns columns = new Columns(sample, profiles, scope);
        ALL.forEach(column -> columns.guesses.put(column, columns.guess(column)));
        return new Amounts(scope).resolved(columns.guesses);
    }

    private Guess guess(String column) {
        Optional<Guess> segments = segments(column);
        if (segments.isPresent()) {
            return segments.get();
        }
        List<Candidate> named = new ArrayList<>();
        List<Candidate> doubtful = new ArrayList<>();
        for (PathProfile profile : keys.candidates()) {
            ColumnWords.Match match = match(column, profile);
            if (match.rank() >= 0) {
                Candidate candidate = new Candidate(profile, match, scope.evidence(profile));
                boolean isSure = match.isSure() && Fit.fits(column, profile) && scope.covers(column, profile);
                (isSure ? named : doubtful).add(candidate);
            }
        }
        return agreed(column, isOfExperiments(column) ? ofExperiments(column, named, doubtful) : named, doubtful);
    }

    private Optional<Guess> segments(String column) {
        List<Candidate> there = SEGMENTS.getOrDefault(column, List.of()).stream()
                .flatMap(path -> profiles.at(KeyPath.of(path).keys()).stream())
                .filter(PathProfile::isScalar)
                .map(profile -> new Candidate(profile, new ColumnWords.Match(0, true), scope.evidence(profile)))
                .toList();
        return there.isEmpty() ? Optional.empty() : Optional.of(Guess.of(column, there, List.of()));
    }

    private ColumnWords.Match match(String column, PathProfile profile) {
        ColumnWords.Match best = new ColumnWords.Match(-1, false);
        for (String form : keys.forms(profile)) {
            ColumnWords.Match match = ColumnWords.match(column, form);
            boolean isBetter = match.rank() >= 0
                    && (best.rank() < 0
                            || (match.isSure() && !best.isSure())
                            || (match.isSure() == best.isSure() && match.rank() < best.rank()));
            best = isBetter ? match : best;
        }
        return best.isSure() || !isNamedByItsEvents(column, profile) ? best : new ColumnWords.Match(LAST_RANK, true);
    }

    /** Whether a general key, such as `id`, is in events of one action only, which give it its meaning. */
    private boolean isNamedByItsEvents(String column, PathProfile profile) {
        return NAMED_IN.entrySet().stream()
                .filter(named -> named.getValue().contains(column) && scope.isOnlyIn(named.getKey(), profile))
                .anyMatch(named -> keys.forms(profile).stream()
                        .anyMatch(form -> PropertyNames.isLikeIn(named.getKey(), column, form)));
    }

    private static boolean isOfExperiments(String column) {
        return column.equals("experiment_id") || column.equals("variant");
    }

    /** A variant is one of an experiment: what comes without one is a variant of a product, and the reverse. */
    private List<Candidate> ofExperiments(String column, List<Candidate> named, List<Candidate> doubtful) {
        List<Candidate> experiments = column.equals("variant")
                ? guesses.get("experiment_id").taken()
                : keys.candidates().stream()
                        .filter(profile -> match("variant", profile).isSure())
                        .map(profile -> new Candidate(profile, new ColumnWords.Match(0, true), ""))
                        .toList();
        Stream<Candidate> likely = doubtful.stream()
                .filter(candidate -> Fit.fits(column, candidate.profile())
                        && !candidate.match().isSure());
        List<Candidate> together = Stream.concat(named.stream(), likely)
                .filter(candidate -> (column.equals("experiment_id") && named.contains(candidate))
                        || experiments.stream()
                                .anyMatch(other -> scope.together(candidate.profile(), other.profile()) >= MOSTLY))
                .toList();
        named.stream().filter(candidate -> !together.contains(candidate)).forEach(doubtful::add);
        doubtful.removeAll(together);
        return together;
    }

    /** Of candidates that contradict each other the clearest name counts; equally clear ones leave the column open. */
    private Guess agreed(String column, List<Candidate> named, List<Candidate> doubtful) {
        List<Candidate> ordered = named.stream()
                .sorted(Comparator.comparing(
                                (Candidate candidate) -> candidate.match().isSure() ? 0 : 1)
                        .thenComparing(candidate -> candidate.match().rank())
                        .thenComparing(Comparator.comparing(Candidate::count).reversed())
                        .thenComparing(Candidate::path))
                .toList();
        List<Candidate> taken = new ArrayList<>();
        for (Candidate candidate : ordered) {
            Optional<Candidate> rival = taken.stream()
                    .filter(other -> !agree(column, other, candidate))
                    .findFirst();
            if (rival.isEmpty()) {
                taken.add(candidate);
            } else {
                doubtful.add(candidate);
                if (rival.get().match().equals(candidate.match())) {
                    doubtful.addAll(0, taken);
                    return Guess.of(column, List.of(), doubtful);
                }
            }
        }
        taken.sort(Comparator.comparing(Candidate::count).reversed().thenComparing(Candidate::path));
        return withDefault(Guess.of(column, taken, doubtful));
    }

    private boolean agree(String column, Candidate one, Candidate other) {
        if (column.equals("products")) {
            return Agreement.of(sample, one.profile().keys(), other.profile().keys())
                            .both()
                    == 0;
        }
        return Agreement.of(sample, one.profile().keys(), other.profile().keys())
                .isAgreed();
    }

    /** A default path whose values are not the column's is switched off. */
    private static Guess withDefault(Guess guess) {
        Optional<String> unfit = guess.isSure()
                ? Optional.empty()
                : guess.doubtful().stream()
                        .filter(candidate ->
                                candidate.match().isSure() && !Fit.fits(guess.column(), candidate.profile()))
                        .map(candidate ->
                                candidate.path() + " is named like it and holds " + Fit.text(candidate.profile()))
                        .findFirst();
        return new Guess(guess.column(), guess.taken(), guess.doubtful(), unfit);
    }
}
