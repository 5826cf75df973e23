package sparkjoy.init;

import java.util.Map;
import java.util.Set;
import sparkjoy.json.Kind;

/** Whether the values of a path can be those of a column, whatever the path is called. */
final class Fit {
    private static final double RARELY = 0.02;
    private static final double LEAST_DISTINCT = 0.25;
    private static final int MOST_KINDS = 60;
    private static final double MOST_POSITION = 10_000;
    private static final double MOST_QUANTITY = 100_000;
    private static final long FEW = 20;

    private static final Set<String> IDS = Set.of("order_id", "cart_id", "session_id", "list_id", "product_id", "sku");
    private static final Set<String> KINDS =
            Set.of("vertical", "service", "experiment_id", "variant", "platform", "channel", "country", "app_version");

    private Fit() {}

    static boolean fits(String column, PathProfile profile) {
        if (column.equals("products")) {
            return profile.share(Kind.ARRAY) >= PathProfile.NEARLY_ALL;
        }
        if (!profile.isScalar()) {
            return false;
        }
        if (IDS.contains(column)) {
            return isId(column, profile);
        }
        if (KINDS.contains(column)) {
            return isKind(profile);
        }
        return switch (column) {
            case "position" -> isNumber(profile) && profile.isWhole() && isWithin(profile, 0, MOST_POSITION);
            case "quantity" -> isNumber(profile) && isWithin(profile, 0, MOST_QUANTITY);
            case "price", "revenue", "total" -> isAmount(profile);
            case "currency" -> profile.share(ValueType.CURRENCY) >= PathProfile.NEARLY_ALL;
            default -> profile.share(Kind.STRING) >= PathProfile.NEARLY_ALL;
        };
    }

    private static boolean isId(String column, PathProfile profile) {
        boolean isNoId = profile.share(Kind.BOOLEAN) > 0
                || profile.share(ValueType.EMAIL) > RARELY
                || profile.share(ValueType.URL) > RARELY
                || profile.share(ValueType.TIME) > RARELY
                || (isNumber(profile) && !profile.isWhole());
        boolean isOneOfEach = column.equals("order_id");
        return !isNoId
                && (!isOneOfEach || profile.count() < FEW || profile.distinct() >= profile.count() * LEAST_DISTINCT);
    }

    private static boolean isKind(PathProfile profile) {
        boolean areFew = profile.hasFewValues() || profile.distinct() <= Math.max(MOST_KINDS, profile.count() * RARELY);
        return areFew && profile.personalShare() <= RARELY && profile.share(ValueType.TIME) <= RARELY;
    }

    private static boolean isNumber(PathProfile profile) {
        return profile.share(ValueType.NUMBER) >= PathProfile.NEARLY_ALL;
    }

    private static boolean isAmount(PathProfile profile) {
        return profile.share(ValueType.NUMBER) + profile.share(ValueType.AMOUNT) >= PathProfile.NEARLY_ALL;
    }

    private static boolean isWithin(PathProfile profile, double least, double most) {
        return profile.least() >= least && profile.most() <= most;
    }

    /** What was seen, in words. */
    static String text(PathProfile profile) {
        if (profile.share(Kind.ARRAY) >= PathProfile.NEARLY_ALL) {
            return "lists";
        }
        if (profile.share(ValueType.CURRENCY) >= PathProfile.NEARLY_ALL) {
            return "currency codes";
        }
        if (isNumber(profile)) {
            String text = profile.share(Kind.STRING) >= PathProfile.NEARLY_ALL ? ", in quotes" : "";
            return (profile.isWhole() ? "whole numbers" : "numbers with fractions") + text + different(profile);
        }
        Map<Kind, String> names = Map.of(Kind.STRING, "text", Kind.BOOLEAN, "true or false", Kind.OBJECT, "objects");
        return names.entrySet().stream()
                        .filter(name -> profile.share(name.getKey()) >= PathProfile.NEARLY_ALL)
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("values of several types")
                + different(profile);
    }

    private static String different(PathProfile profile) {
        long distinct = Math.min(profile.distinct(), profile.count());
        return distinct > profile.count() * PathProfile.NEARLY_ALL
                ? ", nearly all different"
                : String.format(", %s%,d different", profile.hasFewValues() ? "" : "about ", distinct);
    }
}
