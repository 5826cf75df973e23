package sparkjoy.spec;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** The reporting currency and the dated rates into it. An amount without a currency is in the reporting currency. */
public record Currency(
        @Explain("the currency of every amount in gold, an ISO 4217 code") String reporting,
        @Explain("dated rates into the reporting currency; an amount without a rate is counted, never summed")
                List<Rate> rates) {

    public Currency {
        rates = List.copyOf(rates);
    }

    /** One unit of `currency` is `rate` units of the reporting currency from this day on, until the next rate. */
    public record Rate(
            @Explain("the currency that is converted, an ISO 4217 code") String currency,
            @Explain("first day of the rate, UTC; it holds until the next one") LocalDate from,
            @Explain("what one unit of the currency is worth in the reporting currency; 0.01 where amounts are"
                            + " sent in cents, for"
                            + " the reporting currency too, which needs no rate otherwise")
                    BigDecimal rate) {}
}
