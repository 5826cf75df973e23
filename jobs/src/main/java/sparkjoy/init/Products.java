package sparkjoy.init;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sparkjoy.review.ColumnWords;

/** Finds the names inside each product of the lists that were taken. */
final class Products {
    static final List<String> ALL = List.of("product_id", "sku", "name", "category", "position", "quantity", "price");
    private static final int GENERAL_ID = 40;
    private static final double MOSTLY = 0.9;

    private Products() {}

    /** The guess for each column of a product, by its name; the paths of candidates end with the name inside a product. */
    static Map<String, Guess> of(Profiles profiles, List<Candidate> lists, Scope scope) {
        List<PathProfile> inside = profiles.where(profile -> lists.stream().anyMatch(list -> isIn(profile, list)));
        long items = lists.stream()
                .flatMap(list -> profiles.at(with(list.profile().keys(), PathProfile.ITEM)).stream())
                .mapToLong(PathProfile::count)
                .sum();
        CommonWords common =
                CommonWords.of(inside.stream().map(PathProfile::leaf).collect(Collectors.toSet()));
        Map<String, Guess> guesses = new LinkedHashMap<>();
        for (String column : ALL) {
            guesses.put(column, guess(column, inside, common, items));
        }
        return guesses;
    }

    private static Guess guess(String column, List<PathProfile> inside, CommonWords common, long items) {
        Map<String, Candidate> byName = new LinkedHashMap<>();
        List<Candidate> doubtful = new ArrayList<>();
        for (PathProfile profile : inside) {
            ColumnWords.Match match = match(column, common.forms(profile.leaf()));
            if (match.rank() >= 0) {
                Candidate candidate = new Candidate(profile, match, evidence(profile, items));
                if (match.isSure() && Fit.fits(column, profile)) {
                    byName.merge(profile.leaf(), candidate, (one, other) -> one.count() >= other.count() ? one : other);
                } else {
                    doubtful.add(candidate);
                }
            }
        }
        List<Candidate> ordered = byName.values().stream()
                .sorted(Comparator.comparing(
                                (Candidate candidate) -> candidate.match().rank())
                        .thenComparing(Candidate::path))
                .toList();
        List<Candidate> taken = new ArrayList<>();
        long covered = 0;
        for (Candidate candidate : ordered) {
            if (covered < items * MOSTLY) {
                taken.add(candidate);
                covered += candidate.count();
            } else {
                doubtful.add(candidate);
            }
        }
        return Guess.of(column, taken, doubtful);
    }

    private static ColumnWords.Match match(String column, Set<String> forms) {
        for (String form : forms) {
            ColumnWords.Match match = ColumnWords.match(column, form);
            if (match.rank() >= 0) {
                return match;
            }
        }
        boolean isGeneralId = column.equals("product_id") && forms.contains("id");
        return isGeneralId ? new ColumnWords.Match(GENERAL_ID, true) : new ColumnWords.Match(-1, false);
    }

    private static boolean isIn(PathProfile profile, Candidate list) {
        List<String> item = with(list.profile().keys(), PathProfile.ITEM);
        return profile.isScalar()
                && profile.keys().size() == item.size() + 1
                && profile.keys().subList(0, item.size()).equals(item);
    }

    private static List<String> with(List<String> keys, String key) {
        List<String> all = new ArrayList<>(keys);
        all.add(key);
        return all;
    }

    private static String evidence(PathProfile profile, long items) {
        return String.format(
                "%.1f %% of products in lists; %s",
                100.0 * Math.min(1, profile.count() / (double) Math.max(1, items)), Fit.text(profile));
    }
}
