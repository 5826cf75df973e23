package sparkjoy.silver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which keys two calls with one id differ. */
class DifferingTest {
    @ParameterizedTest(name = "{0} and {1} differ in {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"track\"}                   | {\"type\":\"page\"}                         | type",
                "{\"type\":\"track\"}                   | {\"event\":\"Seen\",\"type\":\"track\"}     | event",
                "{\"properties\":{\"a\":1,\"b\":{}}}    | {\"properties\":{\"b\":{},\"a\":2}}         | properties.a",
                "{\"traits\":{\"a\":1}}                 | {}                                          | traits.a",
                "{\"context\":{\"ip\":\"1\"},\"a\":1}   | {\"context\":{\"ip\":\"2\"},\"a\":[1]}      | a,context.ip",
                "{\"properties\":{\"a\":1}}             | {\"properties\":{\"a\":\"1\"}}              | properties.a",
                "{\"properties\":{\"a\":0.1}}           | {\"properties\":{\"a\":0.10000000000000001}} | properties.a",
                // Nothing said is nothing said, and a number is a number however it is written.
                "{\"properties\":{\"a\":null}}          | {\"properties\":{}}                         | ``",
                "{\"properties\":{\"a\":1.50}}          | {\"properties\":{\"a\":15e-1}}              | ``",
                "{\"event\":\"Caf\\u00e9\"}             | {\"event\":\"Café\"}                        | ``",
                "{\"receivedAt\":1,\"sentAt\":1}        | {\"receivedAt\":2,\"sentAt\":2}             | ``",
                // Segment computes the time from when a call was sent: the same call sent again has another one.
                "{\"timestamp\":1}                      | {\"timestamp\":2}                           | ``",
                "{\"timestamp\":1,\"receivedAt\":1}     | {\"timestamp\":2,\"receivedAt\":2,\"sentAt\":2} | ``",
                "{\"timestamp\":1,\"originalTimestamp\":null} | {\"timestamp\":2}                     | ``",
                "{\"timestamp\":1,\"userId\":\"a\"}     | {\"timestamp\":2,\"userId\":\"b\"}        | userId",
                "{\"timestamp\":1} | {\"timestamp\":1,\"originalTimestamp\":1} | originalTimestamp",
                "{\"timestamp\":1,\"originalTimestamp\":5} | {\"timestamp\":2,\"originalTimestamp\":5} | ``",
                "{\"timestamp\":1,\"originalTimestamp\":5} | {\"timestamp\":2,\"originalTimestamp\":6}"
                        + " | originalTimestamp,timestamp",
            })
    void differ(String one, String other, String keys) {
        assertThat(String.join(",", Differing.keys(one, other))).isEqualTo(keys);
        assertThat(String.join(",", Differing.keys(other, one))).isEqualTo(keys);
    }

    @Test
    void whatIsNestedTooDeeplyToCompareIsNoDifference() {
        String deep = "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

        assertThat(Differing.keys(deep, "{}")).isEmpty();
    }
}
