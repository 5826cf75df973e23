package sparkjoy.silver;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An amount as people write it: with blanks, a sign, a currency before or after it and marks between thousands. A text
 * with two readings, such as `1,299`, is not an amount.
 *
 * @param currency ISO 4217 code that the text names
 */
record AmountText(BigDecimal number, Optional<String> currency) {
    private static final int LONGEST = 64;
    private static final Map<String, String> CODE_BY_SYMBOL =
            Map.of("€", "EUR", "£", "GBP", "US$", "USD", "CA$", "CAD", "A$", "AUD", "R$", "BRL", "₹", "INR");
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private static final String BLANK = "[\\s\\u00a0\\u2007\\u2009\\u202f]*";
    private static final String SIGN = "([+\\-\\u2212]?)";
    private static final String UNIT = "(\\p{L}{0,3}\\p{Sc}|\\p{Alpha}{3}|)";
    private static final Pattern WRITTEN = Pattern.compile(BLANK + SIGN + BLANK + UNIT + BLANK + SIGN + BLANK
            + "([0-9.,](?:[0-9.,'’ \\u00a0\\u2009\\u202f]*[0-9.,])?)" + BLANK + UNIT + BLANK);
    private static final Pattern BRACKETED = Pattern.compile(BLANK + "\\(([^()]*)\\)" + BLANK);

    private static final Pattern POINT = Pattern.compile("[0-9]+\\.?[0-9]*|\\.[0-9]+");
    private static final Pattern COMMA = Pattern.compile("[0-9]*,(?:[0-9]{1,2}|[0-9]{4,})|0+,[0-9]+");
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
                    .map(amount -> new AmountText(amount.number().negate(), amount.currency()));
        }
        return written(text);
    }

    /** A number without a currency, such as a quantity; empty where it is none. */
    static Optional<BigDecimal> number(String text) {
        return read(text).filter(amount -> isOfDigits(text)).map(AmountText::number);
    }

    private static boolean isOfDigits(String text) {
        return text.chars().noneMatch(c -> Character.isLetter(c) || Character.getType(c) == Character.CURRENCY_SYMBOL);
    }

    private static Optional<AmountText> written(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()
                || bothThere(parts.group(1), parts.group(3))
                || bothThere(parts.group(2), parts.group(5))) {
            return Optional.empty();
        }
        String unit = parts.group(2) + parts.group(5);
        Optional<String> code = code(unit);
        boolean isKnown = unit.isEmpty() || code.isPresent() || unit.codePointCount(0, unit.length()) == 1;
        boolean isNegative =
                !(parts.group(1) + parts.group(3)).isEmpty() && !(parts.group(1) + parts.group(3)).equals("+");
        return isKnown
                ? digits(parts.group(4)).map(number -> new AmountText(isNegative ? number.negate() : number, code))
                : Optional.empty();
    }

    private static boolean bothThere(String one, String other) {
        return !one.isEmpty() && !other.isEmpty();
    }

    /** The code of a currency; a symbol of several currencies, such as `$`, names none. */
    private static Optional<String> code(String unit) {
        String upper = unit.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(CODE_BY_SYMBOL.get(upper))
                .or(() -> Optional.of(upper).filter(CODES::contains));
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
