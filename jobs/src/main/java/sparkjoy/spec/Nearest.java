package sparkjoy.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the valid name that was probably meant. */
public final class Nearest {
    private static final int SHORT_LIST = 160;

    private Nearest() {}

    /** `did you mean …?` and, when short, the valid names; begins with `; ` or is empty. */
    public static String hint(String wrong, Collection<String> valid) {
        String meant =
                to(wrong, valid).map(name -> "; did you mean '" + name + "'?").orElse("");
        String list = String.join(", ", valid);
        if (valid.isEmpty() || list.length() > SHORT_LIST) {
            return meant;
        }
        return meant + (meant.isEmpty() ? "; valid: " : " Valid: ") + list;
    }

    static Optional<String> to(String wrong, Collection<String> valid) {
        return valid.stream()
                .filter(name -> distance(plain(wrong), plain(name)) <= Math.max(2, wrong.length() / 3))
                .min(Comparator.comparingInt(name -> distance(plain(wrong), plain(name))));
    }

    private static String plain(String name) {
        return name.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
    static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int cheapest(int[][] cost, String left, String right, int i, int j) {
        boolean isEqual = left.charAt(i - 1) == right.charAt(j - 1);
        int edit = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        int least = Math.min(edit, cost[i - 1][j - 1] + (isEqual ? 0 : 1));
        boolean isSwap = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return isSwap ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
