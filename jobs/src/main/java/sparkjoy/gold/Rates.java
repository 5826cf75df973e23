package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.sql.Date;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import sparkjoy.spec.Currency;

/** Amounts in the reporting currency. */
record Rates(Currency currency) {

    /** The currencies that can be converted. */
    List<String> codes() {
        return Stream.concat(
                        Stream.of(currency.reporting()),
                        currency.rates().stream().map(Currency.Rate::currency))
                .distinct()
                .toList();
    }

    /**
     * An amount by the rate of the row's event_date; null without one, or beyond its range. The reporting currency needs no
     * rate; one of its own scales amounts that are sent in another unit, such as cents.
     */
    Column converted(Column amount, Column code) {
        boolean isUsual =
                currency.rates().stream().noneMatch(rate -> rate.currency().equals(currency.reporting()));
        Column factor = when(code.equalTo(currency.reporting()).and(lit(isUsual)), lit(BigDecimal.ONE));
        for (Currency.Rate rate : latestFirst()) {
            Column isInForce = col("event_date").geq(lit(Date.valueOf(rate.from())));
            factor = factor.when(code.equalTo(rate.currency()).and(isInForce), lit(rate.rate()));
        }
        return amount.multiply(factor).try_cast(Activity.MONEY);
    }

    private List<Currency.Rate> latestFirst() {
        return currency.rates().stream()
                .sorted(Comparator.comparing(Currency.Rate::from).reversed())
                .toList();
    }
}
