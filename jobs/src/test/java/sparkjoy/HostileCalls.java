package sparkjoy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Lines that anybody who holds a write key can send, of every kind that has ever stopped a pipeline; equal for a seed. */
final class HostileCalls {
    private static final List<String> KEYS = List.of(
            "vertical",
            "service",
            "cart_id",
            "order_id",
            "product_id",
            "position",
            "quantity",
            "price",
            "revenue",
            "total",
            "currency",
            "list_id",
            "products",
            "experiment_id",
            "treatment_group",
            "session_id");
    private static final List<String> EVENTS = List.of(
            "Order Completed",
            "Product Clicked",
            "Experiment Viewed",
            "Product Added",
            "Order Refunded",
            "Order Cancelled",
            "Product List Viewed");
    private static final List<String> WORDS = List.of("(all)", "(none)", "(other)", "(unknown)", " (ALL) ", "null", "");

    /** JSON values, as they are written. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "1e308",
            "-1e308",
            "-0.0",
            "\"NaN\"",
            "\"Infinity\"",
            "1e400",
            "1e-400",
            "123456789012345678901234567890",
            "99999999999999.9999",
            "-99999999999999.9999",
            "2147483648",
            "9223372036854775808",
            "-1",
            "\"1,5\"",
            "\"\\u0000\"",
            "\"\\u0001\\u001b[31m\"",
            "\"\\ud800\"",
            "\"\\udfff\\ud800\"",
            "\"\\u202eevil\\u202c\"",
            "\"\\ufeff\"",
            "\"'\\\"`\\\\%_\"",
            "\"${x}\"",
            "\"a\\nb\\tc\"",
            "\"\u0627\u0644\u0633\u0644\u0627\u0645\"",
            "\"\ud83d\ude00\"",
            "[[[[[]]]]]",
            "{\"a\":{\"a\":{}}}",
            "[null]",
            "[1,\"a\",{}]",
            "\"2026-01-01\"");

    private static final List<String> TIMES = List.of(
            "\"9999-12-31T23:59:59.999Z\"",
            "\"0001-01-01T00:00:00Z\"",
            "\"-0001-01-01T00:00:00Z\"",
            "\"+99999-01-01T00:00:00Z\"",
            "\"1970-01-01T00:00:00Z\"",
            "\"2026-02-30T00:00:00Z\"",
            "\"2026-03-02T23:59:60Z\"",
            "\"2026-03-02T10:00:00+18:00\"",
            "-1",
            "1e18",
            "1772445600000",
            "\"\"",
            "null",
            "{}");

    private final Random random;
    private final List<String> lines = new ArrayList<>();

    private HostileCalls(long seed) {
        this.random = new Random(seed);
    }

    static List<String> of(long seed) {
        HostileCalls calls = new HostileCalls(seed);
        calls.wordsEverywhere();
        calls.valuesEverywhere();
        calls.longAndMany();
        calls.times();
        calls.limitsOfMoney();
        calls.mixtures();
        return calls.lines;
    }

    private void wordsEverywhere() {
        for (String word : WORDS) {
            String text = text(word);
            KEYS.forEach(key -> EVENTS.forEach(event -> call(text(event), "\"u1\"", member(key, text) + other(key))));
            call(text, text, "\"order_id\":\"w\"");
            call("\"Order Completed\"", text, "\"order_id\":\"w" + lines.size() + "\",\"revenue\":1");
            product("{\"product_id\":" + text + ",\"price\":5},{\"price\":5},{\"product_id\":null,\"price\":1}");
            add("\"type\":" + text + ",\"userId\":\"u1\"");
            call(
                    "\"Experiment Viewed\"",
                    text("hr" + lines.size()),
                    "\"experiment_id\":\"home_ranking\",\"treatment_group\":" + text);
            add("\"type\":\"track\",\"event\":\"Product Clicked\",\"anonymousId\":" + text
                    + ",\"context\":{\"sessionId\":" + text + ",\"device\":{\"type\":" + text
                    + "},\"app\":{\"version\":" + text
                    + ",\"namespace\":" + text + "},\"userAgent\":" + text + "},\"properties\":{}");
        }
    }

    private void valuesEverywhere() {
        for (String key : KEYS) {
            for (String value : VALUES) {
                call(
                        text(EVENTS.get(random.nextInt(EVENTS.size()))),
                        "\"u" + random.nextInt(9) + "\"",
                        member(key, value) + other(key));
            }
        }
        VALUES.forEach(value -> call(value, "\"u1\"", "\"order_id\":\"e\""));
        VALUES.forEach(value -> add("\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":" + value
                + ",\"anonymousId\":\"a\",\"context\":" + value
                + ",\"properties\":{\"order_id\":\"x\",\"revenue\":1}"));
        VALUES.forEach(value ->
                add("\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"u1\",\"properties\":" + value));
        VALUES.forEach(value ->
                product("{\"product_id\":" + value + ",\"price\":" + value + ",\"quantity\":" + value + "}," + value));
    }

    private void longAndMany() {
        String megabyte = "x".repeat(1 << 20);
        call("\"Order Completed\"", "\"u1\"", member("service", text(megabyte)) + other("service"));
        for (String key : KEYS) {
            call("\"Order Completed\"", "\"u1\"", member(key, text("y".repeat(900_000))) + other(key));
        }
        call(text("e".repeat(100_000)), "\"u1\"", "\"a\":1");
        call("\"Order Completed\"", text("u".repeat(200_000)), "\"order_id\":\"long\",\"revenue\":1");
        call("\"Order Completed\"", "\"u1\"", member("k".repeat(100_000), "1"));
        call(
                "\"Order Completed\"",
                "\"u1\"",
                "\"order_id\":\"many\",\"revenue\":5,\"products\":[" + products(10_000) + "]");
        call(
                "\"Order Completed\"",
                "\"u1\"",
                "\"order_id\":\"deep\",\"products\":" + "[".repeat(400) + "]".repeat(400));
        call("\"Order Completed\"", "\"u1\"", "\"a\":" + "{\"a\":".repeat(400) + "1" + "}".repeat(400));
        call("\"Order Completed\"", "\"u1\"", "\"a\":" + "[".repeat(100_000) + "]".repeat(100_000));
        call(
                "\"Order Completed\"",
                "\"u1\"",
                "\"order_id\":\"d1\",\"order_id\":\"d2\",\"Order_Id\":\"d3\",\"revenue\":1,\"revenue\":2,\"REVENUE\":3");
        call("\"Product Clicked\"", "\"u1\"", String.join(",", numbered(20_000, number -> "\"k" + number + "\":1")));
        for (int number = 0; number < 300; number++) {
            call(
                    "\"Experiment Viewed\"",
                    "\"w" + number + "\"",
                    "\"experiment_id\":\"ex'" + number + "\\\\\",\"treatment_group\":\"v\\\"" + number
                            + "\",\"vertical\":\"v" + number + "\"");
        }
    }

    private void times() {
        for (String time : TIMES) {
            for (String field : List.of("timestamp", "originalTimestamp", "sentAt", "receivedAt")) {
                add("\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"u1\"," + member(field, time)
                        + ",\"properties\":{\"order_id\":\"t" + lines.size() + "\",\"revenue\":1}");
            }
        }
    }

    private void limitsOfMoney() {
        for (int number = 0; number < 40; number++) {
            String user = "\"u" + number + "\"";
            call(
                    "\"Order Completed\"",
                    user,
                    "\"order_id\":\"same\",\"revenue\":99999999999999.9999,\"currency\":\"EUR\"");
            call(
                    "\"Order Completed\"",
                    user,
                    "\"order_id\":\"lim" + number
                            + "\",\"revenue\":99999999999999.9999,\"total\":-99999999999999.9999,\"currency\":"
                            + text(List.of("EUR", "usd", "", "XXX", "(all)").get(number % 5)));
            call("\"Order Refunded\"", user, "\"order_id\":\"lim" + number + "\",\"total\":99999999999999.9999");
            call("\"Order Cancelled\"", user, "\"order_id\":\"lim" + number + "\"");
        }
    }

    /** Eight properties of any kind on any call. */
    private void mixtures() {
        for (int number = 0; number < 400; number++) {
            List<String> members = new ArrayList<>();
            for (int member = 0; member < 8; member++) {
                members.add(member(KEYS.get(random.nextInt(KEYS.size())), VALUES.get(random.nextInt(VALUES.size()))));
            }
            add("\"type\":"
                    + text(List.of("track", "identify", "alias", "group", "page")
                            .get(random.nextInt(5)))
                    + ",\"event\":" + text(EVENTS.get(random.nextInt(EVENTS.size()))) + ",\"userId\":\"u"
                    + random.nextInt(3)
                    + "\",\"anonymousId\":" + text(WORDS.get(random.nextInt(WORDS.size())))
                    + ",\"previousId\":\"u1\",\"properties\":{"
                    + String.join(",", members) + "}");
        }
    }

    private void product(String products) {
        call(
                "\"Order Completed\"",
                "\"u1\"",
                "\"order_id\":\"p" + lines.size() + "\",\"revenue\":3,\"products\":[" + products + "]");
    }

    private void call(String event, String user, String properties) {
        add("\"type\":\"track\",\"event\":" + event + ",\"userId\":" + user + ",\"properties\":{" + properties + "}");
    }

    /** A time that the members give comes last, and so is the one that is read. */
    private void add(String members) {
        lines.add("{\"messageId\":\"h" + lines.size() + "\",\"receivedAt\":\"2026-03-02T10:00:00.000Z\","
                + "\"timestamp\":\"2026-03-02T10:00:00.000Z\"," + members + "}");
    }

    private String other(String key) {
        return key.equals("order_id") ? "" : ",\"order_id\":\"o" + random.nextInt(50) + "\"";
    }

    private static String products(int number) {
        return String.join(
                ",", numbered(number, each -> "{\"product_id\":\"p" + each + "\",\"price\":1,\"quantity\":2}"));
    }

    private static List<String> numbered(int number, java.util.function.IntFunction<String> text) {
        return IntStream.range(0, number).mapToObj(text).toList();
    }

    private static String member(String key, String value) {
        return "\"" + key + "\":" + value;
    }

    private static String text(String value) {
        TextNode node = JsonNodeFactory.instance.textNode(value);
        return node.toString();
    }
}
