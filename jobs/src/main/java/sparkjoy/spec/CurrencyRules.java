package sparkjoy.spec;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** Codes have three letters, rates are positive and dated once. */
final class CurrencyRules {
    private CurrencyRules() {}

    static void check(Place currency) {
        checkCode(currency.at("reporting"));
        Set<String> dated = new HashSet<>();
        for (Place rate : currency.at("rates").items()) {
            checkCode(rate.at("currency"));
            rate.at("rate")
                    .value(BigDecimal.class)
                    .filter(value -> value.signum() <= 0)
                    .ifPresent(value -> rate.at("rate")
                            .complain(value.toPlainString()
                                    + " is not positive; write what one unit is worth in the reporting currency"));
            String code = rate.at("currency").text().orElse("");
            String from = rate.at("from").text().orElse("");
            if (!code.isEmpty() && !from.isEmpty() && !dated.add(code + from)) {
                rate.complain("a second rate of " + Secrets.shown(code) + " from " + Secrets.shown(from)
                        + "; keep one of the two");
            }
        }
    }

    private static void checkCode(Place place) {
        place.text()
                .filter(code -> !code.matches("[A-Z]{3}"))
                .ifPresent(code -> place.complain(
                        Secrets.shown(code) + " is not a currency code; write three capital letters, like EUR"));
    }
}
