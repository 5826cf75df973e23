package sparkjoy.silver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are amounts. */
class AmountTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' 12.50 '         | 12.50    |",
                "+5                | 5        |",
                ".5                | 0.5      |",
                "5.                | 5        |",
                "-3.20             | -3.20    |",
                "−3,20             | -3.20    |",
                "(4.00)            | -4.00    |",
                "$12.99            | 12.99    |",
                "-$12.99           | -12.99   |",
                "$ -12.99          | -12.99   |",
                "US$12.99          | 12.99    | USD",
                "12.99 EUR         | 12.99    | EUR",
                "eur 12,99         | 12.99    | EUR",
                "12,9 €            | 12.9     | EUR",
                "£1,299.00         | 1299.00  | GBP",
                "1.299,00          | 1299.00  |",
                "1 299,00          | 1299.00  |",
                "'1\u00a0299'      | 1299     |",
                "1'299.50 CHF      | 1299.50  | CHF",
                "1,299,000         | 1299000  |",
                "1.299.000         | 1299000  |",
                "1,29,900.00       | 129900.00|",
                "0,125             | 0.125    |",
                "1.299             | 1.299    |",
                "$12.99 USD        | 12.99    | USD",
                "€ 5,00 EUR        | 5.00     | EUR",
                "kr. 100 NOK       | 100      | NOK",
                "kr 100            | 100      |",
                "Rs. 1,29,900.50   | 129900.50|",
                "Fr. 12.-          | 12       |",
                "12,- €            | 12       | EUR",
                "12,99 zł          | 12.99    | PLN",
                "199 Kč            | 199      | CZK",
                "5 euros           | 5        | EUR",
                "HK$8.80           | 8.80     | HKD",
                "₺49,90            | 49.90    | TRY",
                "12.99-            | -12.99   |",
                "–5,00 €           | -5.00    | EUR",
                "EUR.50            | 0.50     | EUR",
            },
            quoteCharacter = '"')
    void whatPeopleWriteIsRead(String text, String number, String currency) {
        AmountText read = AmountText.read(text.replaceAll("^'|'$", "")).orElseThrow();

        assertThat(read.number()).isEqualByComparingTo(number);
        assertThat(read.currency().orElse(null)).isEqualTo(currency);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "-",
                "$",
                "1,299",
                "12.34.5",
                "free",
                "2 kg",
                "12.99 XQX",
                "USD 5 EUR",
                "+-5",
                "--5",
                "(-5)",
                "1,2,3",
                "5 EUR extra",
                "$5 EUR",
                "€5 USD",
                "99¢",
                "-5-",
                "12,99 €/kg",
                "₿0.01",
                "12 . 5",
                "NaN"
            })
    void whatHasNoOrTwoReadingsIsNotAnAmount(String text) {
        assertThat(AmountText.read(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.75, true", "' 2 ', true", "'0,75', true", "2 kg, false", "$2, false", "2 EUR, false"})
    void aQuantityHasNoCurrency(String text, boolean isNumber) {
        assertThat(AmountText.number(text).isPresent()).isEqualTo(isNumber);
    }
}
