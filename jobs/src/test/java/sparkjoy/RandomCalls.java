package sparkjoy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Calls as a shop in disorder would send them: few users, carts, orders and message ids, so that copies, conflicts, late
 * calls, merged identities, events without the app's session, several copies of an
 * order, refunds of every form and before orders, updates, carts of two units and changed currencies meet often.
 */
record RandomCalls(Random random) {
    private static final LocalDate FIRST_DAY = LocalDate.parse("2026-03-02");
    private static final int DAYS = 5;
    private static final List<String> EVENTS = List.of(
            "Product List Viewed",
            "Product Clicked",
            "Added to Cart",
            "Checkout Started",
            "Order Completed",
            "Order Completed",
            "Order Cancelled",
            "Order Refunded",
            "Order Refunded",
            "Order Updated",
            "Experiment Viewed");

    /** Delivers one file into the folder of a random day of one of two sources. */
    void deliver(RawLogs logs, int number) {
        LocalDate day = FIRST_DAY.plusDays(random.nextInt(DAYS));
        long folder = day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        List<String> calls = new ArrayList<>();
        int many = random.nextInt(1, 30);
        for (int call = 0; call < many; call++) {
            calls.add(call(day));
        }
        String path = "segment-logs/" + one("app", "web") + "/" + folder + "/" + number + ".gz";
        logs.put(path, RawLogs.gzip(calls.toArray(String[]::new)));
    }

    private String call(LocalDate day) {
        Instant received = day.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(random.nextInt(86_400));
        Instant happened = received.minus(lateness());
        String type = random.nextInt(10) == 0 ? one("identify", "alias") : "track";
        return "{\"messageId\":\"m" + random.nextInt(300) + "\",\"type\":\"" + type + "\",\"event\":\""
                + EVENTS.get(random.nextInt(EVENTS.size())) + "\"," + who() + ",\"previousId\":\"a"
                + random.nextInt(6) + "\",\"channel\":\""
                + one("server", "client") + "\",\"receivedAt\":\"" + received + "\",\"timestamp\":\"" + happened
                + "\",\"context\":{\"userAgent\":\"" + one("Mozilla", "Mozilla", "Mozilla", "crawler")
                + "\"},\"properties\":{" + properties() + "}}";
    }

    /** Most calls come at once, some days later, a few later than any rule allows. */
    private Duration lateness() {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return Duration.ofDays(random.nextInt(20, 60));
        }
        return kind < 5 ? Duration.ofMinutes(random.nextInt(5 * 24 * 60)) : Duration.ofSeconds(random.nextInt(90));
    }

    private String who() {
        String user = "\"userId\":\"u" + random.nextInt(6) + "\"";
        String device = "\"anonymousId\":\"a" + random.nextInt(6) + "\"";
        return one(user, device, user + "," + device);
    }

    private String properties() {
        List<String> all = new ArrayList<>();
        all.add("\"order_id\":\"o" + random.nextInt(25) + "\"");
        all.add("\"cart_id\":\"c" + random.nextInt(12) + "\"");
        all.add("\"" + one("session_id", "no_session") + "\":\"s" + random.nextInt(12) + "\"");
        all.add("\"product_id\":\"p" + random.nextInt(4) + "\"");
        all.add("\"products\":[" + product() + "," + product() + "]");
        all.add("\"quantity\":" + one(String.valueOf(random.nextInt(-1, 4)), "0.75", "\"2 kg\""));
        all.add("\"revenue\":"
                + one(String.valueOf(random.nextInt(-2, 90)), "\"12,99\"", "\"$5\"", "\"5 €\"", "19.999", "null"));
        all.add("\"total\":" + one(String.valueOf(random.nextInt(-20, 90)), "\"1,299\"", "\"7 EUR\""));
        all.add("\"currency\":\"" + one("EUR", "EUR", "eur", "€", "USD", " usd", "US$", "JPY") + "\"");
        all.add("\"vertical\":\"" + one("Food", "Grocery") + "\"");
        all.add("\"service\":\"" + one("search", "home", "cart") + "\"");
        all.add("\"experiment_id\":\"" + one("home_ranking", "home_ranking", "early", "chef's choice") + "\"");
        all.add("\"treatment_group\":\"" + one("Model_A", "Model_A", "Model_B", "Model_X") + "\"");
        all.removeIf(property -> random.nextInt(6) == 0);
        return String.join(",", all);
    }

    private String product() {
        return "{\"product_id\":\"p" + random.nextInt(4) + "\",\"price\":"
                + one(String.valueOf(random.nextInt(20)), "null", "\"x\"") + ",\"quantity\":"
                + one("1", "2", "0.5", "null")
                + "}";
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
