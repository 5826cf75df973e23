package sparkjoy.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import sparkjoy.silver.EventSight;
import sparkjoy.silver.ReadEvent;
import sparkjoy.spec.KeyPath;
import sparkjoy.spec.Spec;

/** What a run would make of the sampled calls under a specification, read by the run's own reader. */
final class Forecast {
    private static final int MOST_SHOWINGS = 2_000_000;
    private static final int MOST_EXPERIMENTS = 100;
    private static final int MOST_ARMS = 30;
    private static final JsonMapper JSON = new JsonMapper();

    /** A product that a unit clicked on. */
    private record Click(long showing, long micros) {}

    private final Map<String, Long> actions = new TreeMap<>();
    private final Map<String, Long> currencies = new TreeMap<>();
    private final Map<String, Long> rescued = new TreeMap<>();
    private final Map<String, ExperimentSeen> experiments = new TreeMap<>();
    private final Map<String, SaltSeen> salts = new TreeMap<>();
    private final Set<Long> orders = new HashSet<>();
    private final Set<Long> ordersWithAmount = new HashSet<>();
    private final Map<Long, Long> showings = new HashMap<>();
    private final List<Click> clicks = new ArrayList<>();
    private long calls;
    private long users;
    private long anonymous;
    private long both;
    private long ordersWithoutId;

    /** A forecast of nothing, before there is a specification. */
    static final Forecast NONE = new Forecast();

    static Forecast of(Sample sample, Spec spec) {
        Forecast forecast = new Forecast();
        EventSight sight = new EventSight(spec);
        sample.calls().forEach(call -> sight.read(call.payload()).ifPresent(forecast::add));
        List<String> parameters = spec.properties().get("variant").stream()
                .map(path -> KeyPath.of(path).keys())
                .map(keys -> keys.get(keys.size() - 1))
                .toList();
        forecast.experiments().forEach((id, seen) -> SaltSeen.of(id, seen, parameters)
                .ifPresent(salt -> forecast.salts.put(id, salt)));
        return forecast;
    }

    private void add(ReadEvent event) {
        calls++;
        users += event.userId().isPresent() ? 1 : 0;
        anonymous += event.anonymousId().isPresent() ? 1 : 0;
        both += event.userId().isPresent() && event.anonymousId().isPresent() ? 1 : 0;
        event.rescued().ifPresent(this::rescue);
        String action = event.action().orElse("");
        actions.merge(action, 1L, Long::sum);
        switch (action) {
            case "order" -> order(event);
            case "impression" -> impression(event);
            case "click" -> click(event);
            default -> {}
        }
        experiment(event);
    }

    private void rescue(String json) {
        try {
            JSON.readTree(json).fieldNames().forEachRemaining(column -> rescued.merge(column, 1L, Long::sum));
        } catch (JsonProcessingException e) {
            rescued.merge("(unreadable)", 1L, Long::sum);
        }
    }

    private void order(ReadEvent event) {
        if (event.orderId().isEmpty()) {
            ordersWithoutId++;
            return;
        }
        long id = hash(event.orderId().get());
        if (event.hasAmount()) {
            ordersWithAmount.add(id);
        }
        if (orders.add(id)) {
            event.currency().ifPresent(currency -> currencies.merge(currency, 1L, Long::sum));
        }
    }

    private void impression(ReadEvent event) {
        if (showings.size() < MOST_SHOWINGS) {
            event.products().forEach(product -> showings.merge(showing(event, product), event.micros(), Math::min));
            event.productId().ifPresent(product -> showings.merge(showing(event, product), event.micros(), Math::min));
        }
    }

    private void click(ReadEvent event) {
        event.productId().ifPresent(product -> clicks.add(new Click(showing(event, product), event.micros())));
    }

    private static long showing(ReadEvent event, String product) {
        return hash(event.unitId().orElse("") + "\u0001" + product);
    }

    private void experiment(ReadEvent event) {
        boolean isOne = event.experimentId().isPresent()
                && event.variant().isPresent()
                && event.unitId().isPresent()
                && !event.isBot();
        if (isOne
                && isShown(event.experimentId().get())
                && isShown(event.variant().get())) {
            boolean isFull = experiments.size() >= MOST_EXPERIMENTS
                    && !experiments.containsKey(event.experimentId().get());
            if (!isFull) {
                LocalDate day = Instant.ofEpochSecond(TimeUnit.MICROSECONDS.toSeconds(event.micros()))
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate();
                experiments
                        .computeIfAbsent(event.experimentId().get(), id -> new ExperimentSeen())
                        .add(event, day);
            }
        }
    }

    /** Whether a name of an experiment or an arm may be written down. */
    private static boolean isShown(String name) {
        return Shown.isName(name);
    }

    private static long hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Distinct.hash(bytes, 0, bytes.length);
    }

    long count(String action) {
        return actions.getOrDefault(action, 0L);
    }

    /** Distinct orders, and those without an id. */
    long orders() {
        return orders.size() + ordersWithoutId;
    }

    long ordersWithoutId() {
        return ordersWithoutId;
    }

    double shareWithAmount() {
        return orders.isEmpty() ? 0 : ordersWithAmount.size() / (double) orders.size();
    }

    /** Orders by the currency that they name. */
    Map<String, Long> currencies() {
        return currencies;
    }

    /** The share of clicks on a product that the sample shows to the same unit before. */
    double shareOfClicksAfterImpressions() {
        long after = clicks.stream()
                .filter(click -> showings.getOrDefault(click.showing(), Long.MAX_VALUE) <= click.micros())
                .count();
        return clicks.isEmpty() ? 0 : after / (double) clicks.size();
    }

    /** Experiments with at least two and not too many arms, by id. */
    Map<String, ExperimentSeen> experiments() {
        Map<String, ExperimentSeen> some = new TreeMap<>(experiments);
        some.values().removeIf(seen -> seen.arms().size() < 2 || seen.arms().size() > MOST_ARMS);
        return some;
    }

    /** Salts that were found, by experiment. */
    Map<String, SaltSeen> salts() {
        return salts;
    }

    /** Values that fit no column, by column. */
    Map<String, Long> rescued() {
        return rescued;
    }

    double share(long some) {
        return calls == 0 ? 0 : some / (double) calls;
    }

    long users() {
        return users;
    }

    long anonymous() {
        return anonymous;
    }

    long both() {
        return both;
    }
}
