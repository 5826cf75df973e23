package sparkjoy.silver;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparkjoy.spec.CurrencyName;

/**
 * An amount as people write it: with blanks, a sign, a currency before or after it and marks between thousands. A text
 * with two readings, such as `1,299`, is not an amount.
 *
 * @param currencies ISO 4217 codes of the currencies that the text may mean; empty where it names none
 */
record AmountText(BigDecimal number, Set<String> currencies) {
    private static final int LONGEST = 64;

    private static final String BLANK = "[\\s\\u00a0\\u2007\\u2009\\u202f]*+";
    private static final String MINUS = "\\-\\u2212\\u2013";
    private static final String SIGN = "([+" + MINUS + "]?)";
    private static final String UNIT = "(\\p{L}{0,3}\\p{Sc}\\p{L}?|(?i:rs|fr|kr|sfr)\\.|\\p{L}{2,5}|)";
    private static final String DIGITS = "([0-9.,](?:[0-9.,'’ \\u00a0\\u2009\\u202f]*[0-9.,])?)";
    private static final Pattern WRITTEN = Pattern.compile(
            BLANK + SIGN + BLANK + UNIT + BLANK + SIGN + BLANK + DIGITS + "([" + MINUS + "]?)" + BLANK + UNIT + BLANK);
    private static final Pattern BRACKETED = Pattern.compile(BLANK + "\\(([^()]*)\\)" + BLANK);

    private static final Pattern POINT = Pattern.compile("[0-9]+\\.?[0-9]*|\\.[0-9]+");
    private static final Pattern COMMA = Pattern.compile("[0-9]*,(?:[0-9]{1,2}|[0-9]{4,})|0+,[0-9]+|[0-9]+,");
    private static final Pattern COMMAS_BETWEEN = Pattern.compile(
            "[0-9]{1,3}(?:,[0-9]{3})+\\.[0-9]*|[0-9]{1,3}(?:,[0-9]{3}){2,}|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\\.[0-9]*)?");
    private static final Pattern POINTS_BETWEEN =
            Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{3})+,[0-9]*|[0-9]{1,3}(?:\\.[0-9]{3}){2,}");
    private static final Pattern BLANKS_BETWEEN =
            Pattern.compile("[0-9]{1,3}(?:['’ \\u00a0\\u2009\\u202f][0-9]{3})+(?:[.,][0-9]*)?");

    /** Reads a text; empty where it is not an amount or has two readings. An amount in brackets is negative. */
    static Optional<AmountText> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher bracketed = BRACKETED.matcher(text);
        if (bracketed.matches()) {
            return written(bracketed.group(1))
                    .filter(amount -> amount.number().signum() > 0)
                    .map(amount -> new AmountText(amount.number().negate(), amount.currencies()));
        }
        return written(text);
    }

    /** A number without a currency, such as a quantity; empty where it is none. */
    static Optional<BigDecimal> number(String text) {
        return read(text).filter(amount -> isOfDigits(text)).map(AmountText::number);
    }

    /** The one currency that the text means. */
    Optional<String> currency() {
        return currencies.size() == 1 ? currencies.stream().findFirst() : Optional.empty();
    }

    private static boolean isOfDigits(String text) {
        return text.chars().noneMatch(c -> Character.isLetter(c) || Character.getType(c) == Character.CURRENCY_SYMBOL);
    }

    private static Optional<AmountText> written(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String digits = parts.group(4);
        // `12.-` and `12,-` are prices without cents.
        String signAfter = digits.endsWith(".") || digits.endsWith(",") ? "" : parts.group(5);
        String signs = parts.group(1) + parts.group(3) + signAfter;
        return signs.length() > 1
                ? Optional.empty()
                : currencies(parts.group(2), parts.group(6)).flatMap(codes -> digits(digits)
                        .map(number -> new AmountText(isMinus(signs) ? number.negate() : number, codes)));
    }

    private static boolean isMinus(String signs) {
        return !signs.isEmpty() && !signs.equals("+");
    }

    /** What the names before and after an amount mean together; empty where one is unknown or they contradict each other. */
    private static Optional<Set<String>> currencies(String before, String after) {
        Set<String> codes = new HashSet<>();
        for (String name :
                Stream.of(before, after).filter(name -> !name.isEmpty()).toList()) {
            Set<String> meant = CurrencyName.codes(name);
            if (codes.isEmpty()) {
                codes.addAll(meant);
            } else {
                codes.retainAll(meant);
            }
            if (codes.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(Set.copyOf(codes));
    }

    private static Optional<BigDecimal> digits(String text) {
        if (POINT.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        if (COMMA.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text.replace(',', '.')));
        }
        if (COMMAS_BETWEEN.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text.replace(",", "")));
        }
        if (POINTS_BETWEEN.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text.replace(".", "").replace(',', '.')));
        }
        return BLANKS_BETWEEN.matcher(text).matches()
                ? Optional.of(new BigDecimal(text.replaceAll("[^0-9.,]", "").replace(',', '.')))
                : Optional.empty();
    }
}
