package sparkjoy.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The truth of raw logs counted anew from the calls that were read. */
record Recount(List<JsonNode> calls) {
    private static final String LIST = "Product List Viewed";
    private static final String ORDER = "Order Completed";
    private static final Truth.Clicks NO_CLICKS = new Truth.Clicks(0, 0);

    Map<String, Map<String, Long>> events() {
        return calls.stream()
                .collect(Collectors.groupingBy(
                        Recount::day,
                        TreeMap::new,
                        Collectors.groupingBy(Recount::name, TreeMap::new, Collectors.counting())));
    }

    long late() {
        return calls.stream()
                .filter(call -> Duration.between(at(call, "timestamp"), at(call, "receivedAt"))
                                .compareTo(Duration.ofHours(1))
                        >= 0)
                .count();
    }

    long bots() {
        return calls.stream().filter(Recount::isBot).count();
    }

    Map<String, Truth.Day> days() {
        Map<String, List<JsonNode>> byDay = calls.stream()
                .filter(call -> !isBot(call))
                .collect(Collectors.groupingBy(Recount::day, TreeMap::new, Collectors.toList()));
        Map<String, Truth.Day> days = new TreeMap<>();
        byDay.forEach((day, ofDay) -> days.put(day, day(day, ofDay)));
        return days;
    }

    Map<String, Truth.Amounts> amounts(String day) {
        Map<String, JsonNode> orders = new HashMap<>();
        named(ORDER)
                .filter(call -> day(call).startsWith(day))
                .forEach(call -> orders.put(property(call, "order_id"), call));
        Set<String> cancelled = ids("Order Cancelled");
        Set<String> refunded = ids("Order Refunded");
        Map<String, Truth.Amounts> amounts = new TreeMap<>();
        for (String currency : List.of("EUR", "USD")) {
            List<JsonNode> paid = orders.values().stream()
                    .filter(order -> property(order, "currency").equals(currency))
                    .toList();
            List<JsonNode> undone = with(paid, cancelled);
            List<JsonNode> returned = with(paid, refunded);
            amounts.put(
                    currency,
                    new Truth.Amounts(
                            paid.size(), sum(paid), undone.size(), sum(undone), returned.size(), sum(returned)));
        }
        return amounts;
    }

    List<Truth.Added> addedToCart() {
        return named("Added to Cart")
                .filter(call -> property(call, "vertical").equals("Food"))
                .filter(call -> !property(call, "treatment_group").isEmpty())
                .collect(Collectors.groupingBy(
                        call -> new Truth.Added(
                                day(call),
                                Integer.parseInt(call.path("timestamp").asText().substring(11, 13)),
                                property(call, "experiment_id"),
                                property(call, "treatment_group"),
                                property(call, "service"),
                                0),
                        Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> new Truth.Added(
                        entry.getKey().eventDate(),
                        entry.getKey().time(),
                        entry.getKey().experimentId(),
                        entry.getKey().variant(),
                        entry.getKey().service(),
                        entry.getValue()))
                .sorted(Comparator.comparing(Truth.Added::eventDate)
                        .thenComparing(Truth.Added::time)
                        .thenComparing(Truth.Added::variant)
                        .thenComparing(Truth.Added::service))
                .toList();
    }

    Stream<JsonNode> named(String name) {
        return calls.stream().filter(call -> name(call).equals(name));
    }

    static String property(JsonNode call, String name) {
        return call.path("properties").path(name).asText();
    }

    static String unit(JsonNode call) {
        return call.path("userId").asText(call.path("anonymousId").asText());
    }

    static boolean isBot(JsonNode call) {
        return call.path("context")
                .path("userAgent")
                .asText()
                .toLowerCase(Locale.ROOT)
                .contains("bot");
    }

    private Truth.Day day(String day, List<JsonNode> ofDay) {
        Map<String, Long> names = ofDay.stream().collect(Collectors.groupingBy(Recount::name, Collectors.counting()));
        Map<String, Truth.Clicks> variants = variants(ofDay);
        return new Truth.Day(
                variants.values().stream().mapToLong(Truth.Clicks::impressions).sum(),
                variants.values().stream().mapToLong(Truth.Clicks::clicks).sum(),
                names.getOrDefault("Added to Cart", 0L) + names.getOrDefault("Product Added", 0L),
                names.getOrDefault("Checkout Started", 0L),
                distinct(ofDay.stream().filter(call -> name(call).equals(ORDER)), call -> property(call, "order_id")),
                names.getOrDefault("Order Cancelled", 0L),
                names.getOrDefault("Order Refunded", 0L),
                distinct(ofDay.stream(), Recount::unit),
                distinct(ofDay.stream(), Recount::session),
                amounts(day),
                variants);
    }

    private static Map<String, Truth.Clicks> variants(List<JsonNode> ofDay) {
        Map<String, Truth.Clicks> variants = new TreeMap<>();
        for (JsonNode call : ofDay) {
            long shown =
                    name(call).equals(LIST) ? call.at("/properties/products").size() : 0;
            long clicked = name(call).equals("Product Clicked") ? 1 : 0;
            if (shown + clicked > 0) {
                String group = property(call, "treatment_group");
                Truth.Clicks before = variants.getOrDefault(group.isEmpty() ? "(none)" : group, NO_CLICKS);
                variants.put(
                        group.isEmpty() ? "(none)" : group,
                        new Truth.Clicks(before.impressions() + shown, before.clicks() + clicked));
            }
        }
        return variants;
    }

    private static long distinct(Stream<JsonNode> calls, Function<JsonNode, String> key) {
        return calls.map(key).distinct().count();
    }

    private static String session(JsonNode call) {
        return call.at("/properties/session_id")
                .asText(call.at("/context/sessionId").asText());
    }

    private Set<String> ids(String name) {
        return named(name).map(call -> property(call, "order_id")).collect(Collectors.toSet());
    }

    private static List<JsonNode> with(List<JsonNode> orders, Set<String> ids) {
        return orders.stream()
                .filter(order -> ids.contains(property(order, "order_id")))
                .toList();
    }

    private static BigDecimal sum(List<JsonNode> orders) {
        return orders.stream()
                .map(order -> new BigDecimal(property(order, "revenue")))
                .reduce(new BigDecimal("0.00"), BigDecimal::add)
                .setScale(2);
    }

    private static String name(JsonNode call) {
        return call.path("event").asText(call.path("type").asText());
    }

    private static String day(JsonNode call) {
        return call.path("timestamp").asText().substring(0, 10);
    }

    private static Instant at(JsonNode call, String field) {
        return Instant.parse(call.path(field).asText());
    }
}
