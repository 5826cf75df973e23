package sparkjoy.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** When an event happened, and whether that is its timestamp. Received at noon of 10 March; two days late, one hour early. */
class EventTimesTest {
    private static final String RECEIVED = "2026-03-10T12:00:00Z";

    @ParameterizedTest(name = "{0} with {1} sent at {2} is {3}")
    @CsvSource({
        // A timestamp within the bounds stands, whatever the device says of itself.
        "2026-03-10T11:59:00Z, 2026-03-10T08:00:00Z, 2026-03-10T09:00:00Z, 2026-03-10T11:59:00Z, false",
        "2026-03-08T12:00:00Z, ,                     ,                     2026-03-08T12:00:00Z, false",
        "2026-03-10T13:00:00Z, ,                     ,                     2026-03-10T13:00:00Z, false",
        // Else it is as long before the receipt as the device took to send it, by the device's own clock.
        ",                     2031-01-01T00:00:00Z, 2031-01-01T01:30:00Z, 2026-03-10T10:30:00Z, true",
        "2026-03-08T11:59:59Z, 2026-03-08T11:59:59Z, 2026-03-08T12:00:09Z, 2026-03-10T11:59:50Z, true",
        "2026-03-10T13:00:01Z, 2026-03-10T13:00:01Z, 2026-03-10T13:00:01Z, 2026-03-10T12:00:00Z, true",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z, 1970-01-01T00:00:01Z, 2026-03-10T11:59:59Z, true",
        "2099-01-01T00:00:00Z, 2098-12-31T23:00:00Z, 2099-01-01T00:00:00Z, 2026-03-10T11:00:00Z, true",
        "yesterday,            2026-03-10T09:00:00Z, 2026-03-10T10:00:00Z, 2026-03-10T11:00:00Z, true",
        // Else it happened when it was received.
        "2099-01-01T00:00:00Z, ,                     2026-03-10T10:00:00Z, 2026-03-10T12:00:00Z, true",
        "2099-01-01T00:00:00Z, 2026-03-10T10:00:00Z, ,                     2026-03-10T12:00:00Z, true",
        "2099-01-01T00:00:00Z, 2026-03-01T00:00:00Z, 2026-03-10T00:00:00Z, 2026-03-10T12:00:00Z, true",
        "2099-01-01T00:00:00Z, 2026-03-10T10:00:00Z, 2026-03-10T08:00:00Z, 2026-03-10T12:00:00Z, true",
        ",                     ,                     ,                     2026-03-10T12:00:00Z, true"
    })
    void theFirstTimeWithinBoundsIsTheEvents(
            String timestamp, String original, String sent, String occurred, boolean isAdjusted) {
        String payload = "{\"messageId\":\"m1\",\"receivedAt\":\"" + RECEIVED + "\"" + field("timestamp", timestamp)
                + field("originalTimestamp", original) + field("sentAt", sent) + "}";

        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        InternalRow event = new EventReader(mapping()).read(bytes, 0, bytes.length);

        assertThat(instant(event.getLong(EventColumn.OCCURRED_AT.slot()))).isEqualTo(occurred);
        assertThat(event.getBoolean(EventColumn.IS_TIME_ADJUSTED.slot())).isEqualTo(isAdjusted);
    }

    private static Mapping mapping() {
        List<String> bounds = List.of("event_time.max_late=2d", "event_time.max_early=1h");
        Spec spec = new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), bounds, Map.of());
        return Mapping.from(spec);
    }

    private static String field(String name, String value) {
        return value == null ? "" : ",\"" + name + "\":\"" + value + "\"";
    }

    private static String instant(long micros) {
        return Instant.ofEpochMilli(micros / 1000).toString();
    }
}
