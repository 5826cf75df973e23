package sparkjoy;

import static sparkjoy.RawLogs.gzip;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Raw logs of experiments whose verdict is easily wrong; February 2026, twenty days of units. */
final class VerdictCases {
    /** What is judged, as a layer over the project's own specification. */
    static final String SPEC =
            """
            metrics:
              complaints: {kind: proportion, numerator: {where: event = 'Complained'}, guardrail: true, direction: down}
              crashes: {kind: proportion, numerator: {where: event = 'Crashed'}, guardrail: true, direction: down}
              clicked: {kind: proportion, numerator: {action: click}}
              spend: {kind: mean, numerator: {action: order, value: amount}, cap: 0.9}
              refunded: {kind: mean, numerator: {action: order, value: -amount}, cap: 0.9}
              slow: {kind: quantile, quantile: 0.9, quantile_of: events, numerator: {where: event = 'Page Loaded', value: "CAST(get_json_object(properties, '$.ms') AS DOUBLE)"}, direction: down}
              pages: {kind: quantile, quantile: 0.5, numerator: {where: event = 'Page Loaded', value: "CAST(get_json_object(properties, '$.ms') AS DOUBLE)"}, direction: down}
              per_piece: {kind: mean, numerator: {action: order, value: revenue / (revenue - 20)}}
              visits: {kind: mean, numerator: {where: event = 'Page Loaded'}}
            experiments:
              guard: &even
                {baseline: A, from: 2026-02-01, dimensions: [], weights: [{from: 2026-02-01, arms: {A: 1, B: 1}}], metrics: [conversion, complaints]}
              broken: {<<: *even, metrics: [clicked, conversion]}
              crash: {<<: *even, metrics: [clicked, crashes]}
              even: {<<: *even, metrics: [clicked]}
              tiny: {<<: *even, metrics: [conversion], weights: [{from: 2026-02-01, arms: {A: 50, B: 50, T: 0.05}}]}
              strays: {<<: *even, metrics: [conversion], weights: [{from: 2026-02-01, arms: {A: 1, B: 1, off: 0}}]}
              leak: {<<: *even, metrics: [conversion], srm_override: ticket 4711}
              shown: {<<: *even, metrics: [conversion], leak_override: a load test}
              failed: {<<: *even, metrics: [conversion, per_piece]}
              cap: {<<: *even, metrics: [spend, refunded]}
              load: {<<: *even, metrics: [slow, pages], weights: [{from: 2026-02-01, arms: {A: 1, B: 1}}, {from: 2026-02-03, arms: {A: 2, B: 2}}]}
              unlike: {<<: *even, metrics: [visits]}
              alike: {<<: *even, metrics: [visits]}
              phones: {<<: *even, metrics: [conversion], dimensions: [platform]}
            """;

    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final Map<Long, List<String>> linesByDay = new TreeMap<>();
    private int calls;

    void deliver(RawLogs logs) {
        for (int i = 0; i < 4000; i++) {
            compared(i);
        }
        for (int i = 0; i < 3000; i++) {
            tiny(i);
        }
        for (int i = 0; i < 600; i++) {
            loaded(i);
        }
        for (int i = 0; i < 400; i++) {
            visited(i, "unlike", 72);
            visited(i, "alike", 68);
        }
        call(DAY.multipliedBy(28).minusSeconds(100), "beat", "Ping", "");
        call(DAY.multipliedBy(28).plusSeconds(100), "beat", "Ping", "");
        linesByDay.forEach((day, lines) -> logs.put(
                "segment-logs/app/" + START.plus(DAY.multipliedBy(day)).toEpochMilli() + "/a.gz",
                gzip(lines.toArray(String[]::new))));
    }

    /** Two thousand units per arm, of each case one or two thousand. */
    private void compared(int i) {
        boolean isB = i % 2 == 1;
        String arm = isB ? "B" : "A";
        int place = i / 2 * 7919 % 2000;
        Duration at = DAY.multipliedBy(i / 200).plusSeconds(i % 200 * 400L);
        seen(at, "g" + i, "guard", arm);
        seen(at, "g" + i, "phones", arm, i % 10 < 8 == isB ? "android" : "ios");
        seen(at, "b" + i, "broken", arm);
        seen(at, "b" + i, "crash", arm);
        seen(at, "b" + i, "even", i % 4 < 2 ? "A" : "B");
        seen(at, "g" + i, "failed", arm);
        seen(at, "g" + i, "strays", i == 4 || i == 1001 ? "Z" : i == 8 ? "off" : arm);
        seen(at, "g" + i, "shown", i % 20 == 0 ? "Z" : arm);
        if (i < 2000) {
            seen(at, "g" + i, "leak", i % 10 == 0 ? "Z" : arm);
            seen(at, "c" + i, "cap", arm);
        }
        if (place < (isB ? 320 : 200)) {
            order(at, "g" + i, 20);
        }
        if (place >= 700 && place < (isB ? 820 : 780)) {
            call(at.plusSeconds(90), "g" + i, "Complained", "");
        }
        if (!isB && place < 240) {
            order(at, "b" + i, 20);
        }
        if (isB && place >= 1800) {
            call(at.plusSeconds(60), "b" + i, "Crashed", "");
        }
        if (place >= 500 && place < (isB ? 1100 : 900)) {
            call(at.plusSeconds(90), "b" + i, "Product Clicked", "\"product_id\":\"p\"");
        }
        if (i < 2000 && i % 50 < 2) {
            order(at, "c" + i, i < 1900 ? 20 + i / 100 : 900);
        }
    }

    /** 50 to 50, next to an arm of 0.05 %: 1,700 against 1,297 against 3. */
    private void tiny(int i) {
        String arm = i < 1700 ? "A" : i < 2997 ? "B" : "T";
        Duration at = DAY.multipliedBy(i * 7919L % 20).plusSeconds(i);
        seen(at, "t" + i, "tiny", arm);
        if (i * 31 % 100 < (arm.equals("A") ? 20 : 26)) {
            order(at, "t" + i, 20);
        }
    }

    /** Of one unit the events are alike; a unit without any is among them. The weights change and give the same. */
    private void loaded(int i) {
        Duration at = DAY.multipliedBy(i / 150).plusSeconds(i % 150 * 400L);
        seen(at, "l" + i, "load", i % 2 == 1 ? "B" : "A");
        for (int event = 0; event < events(i); event++) {
            call(at.plusSeconds(60 + event), "l" + i, "Page Loaded", "\"ms\":" + milliseconds(i, event));
        }
    }

    /** Before its first exposure 40 of the 200 units of A load a page, and so many of B; afterwards half of each arm. */
    private void visited(int i, String experiment, int before) {
        boolean isB = i % 2 == 1;
        String unit = experiment + i;
        Duration at = DAY.multipliedBy(10).plusSeconds(i);
        if (i / 2 < (isB ? before : 40)) {
            call(at.minusDays(1), unit, "Page Loaded", "");
        }
        seen(at, unit, experiment, isB ? "B" : "A");
        if (i % 4 >= 2) {
            call(at.plusSeconds(60), unit, "Page Loaded", "");
        }
    }

    /** How many pages a unit of `load` loads. */
    static int events(int unit) {
        return unit * 7919 % 5;
    }

    /** How long one of them takes. */
    static int milliseconds(int unit, int event) {
        return 200 + unit * 7907 % 600 + event * 104729 % 97 + (unit % 2 == 1 ? 40 : 0);
    }

    private void seen(Duration at, String unit, String experiment, String arm) {
        call(
                at,
                unit,
                "Experiment Viewed",
                "\"experiment_id\":\"" + experiment + "\",\"treatment_group\":\"" + arm + "\"");
    }

    private void seen(Duration at, String unit, String experiment, String arm, String platform) {
        seen(at, unit, experiment, arm);
        List<String> day = linesByDay.get(at.plusSeconds(1).toDays());
        int last = day.size() - 1;
        day.set(
                last,
                day.get(last)
                        .replace(
                                "\"properties\"",
                                "\"context\":{\"device\":{\"type\":\"" + platform + "\"}},\"properties\""));
    }

    private void order(Duration at, String unit, int revenue) {
        call(
                at.plusSeconds(60),
                unit,
                "Order Completed",
                "\"order_id\":\"o" + unit + "\",\"revenue\":" + revenue + ",\"currency\":\"EUR\"");
    }

    private void call(Duration at, String unit, String event, String properties) {
        Instant time = START.plus(at);
        Instant received = time.plusSeconds(1);
        calls++;
        linesByDay
                .computeIfAbsent(Duration.between(START, received).toDays(), day -> new ArrayList<>())
                .add("{\"messageId\":\"m" + calls + "\",\"type\":\"track\",\"event\":\"" + event + "\",\"userId\":\""
                        + unit + "\",\"properties\":{" + properties + "},\"originalTimestamp\":\"" + time
                        + "\",\"sentAt\":\"" + received + "\",\"receivedAt\":\"" + received + "\",\"timestamp\":\""
                        + time + "\"}");
    }
}
