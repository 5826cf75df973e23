package sparkjoy.init;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sparkjoy.json.JsonText;
import sparkjoy.json.Kind;
import sparkjoy.spec.KeyPath;

/** What was seen at one path of the sampled calls; nulls and empty texts count as nothing. */
final class PathProfile {
    /** Stands for the items of a list in a path. */
    static final String ITEM = "[]";

    /** The share of values from which a rule holds. */
    static final double NEARLY_ALL = 0.95;

    private static final int MOST_VALUES = 40;
    private static final int LONGEST_VALUE = 60;
    private static final int ALL_CLASSIFIED = 300;
    private static final int CLASSIFIED_AFTER = 16;

    private final List<String> keys;
    private final Map<String, Long> events = new HashMap<>();
    private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    private final Map<ValueType, Long> types = new EnumMap<>(ValueType.class);
    private final Map<Long, String> values = new HashMap<>();
    private final Distinct distinct = new Distinct();
    private boolean hasManyValues;
    private long count;
    private long classified;
    private long fractions;
    private long trues;
    private double most;
    private double least;

    PathProfile(List<String> keys) {
        this.keys = List.copyOf(keys);
    }

    void add(String event, Kind kind, byte[] bytes, int from, int to) {
        count++;
        events.merge(event, 1L, Long::sum);
        kinds.merge(kind, 1L, Long::sum);
        trues += kind == Kind.BOOLEAN && bytes[from] == 't' ? 1 : 0;
        if (kind == Kind.OBJECT || kind == Kind.ARRAY) {
            return;
        }
        long hash = Distinct.hash(bytes, from, to);
        distinct.add(hash);
        boolean isKnown = values.containsKey(hash);
        if (!hasManyValues && !isKnown) {
            keep(hash, kind, bytes, from, to);
        }
        if (count <= ALL_CLASSIFIED || count % CLASSIFIED_AFTER == 0) {
            classify(kind, bytes, from, to);
        }
    }

    private void keep(long hash, Kind kind, byte[] bytes, int from, int to) {
        if (values.size() == MOST_VALUES || to - from > LONGEST_VALUE) {
            hasManyValues = true;
            values.clear();
        } else {
            values.put(hash, text(kind, bytes, from, to));
        }
    }

    private void classify(Kind kind, byte[] bytes, int from, int to) {
        classified++;
        ValueType type = kind == Kind.NUMBER
                ? ValueType.NUMBER
                : kind == Kind.STRING ? ValueType.of(text(kind, bytes, from, to).strip()) : ValueType.TEXT;
        types.merge(type, 1L, Long::sum);
        if (type == ValueType.NUMBER) {
            number(text(kind, bytes, from, to).strip().replace(',', '.'));
        }
    }

    private void number(String text) {
        double value = Double.parseDouble(text);
        most = Math.max(most, value);
        least = Math.min(least, value);
        boolean isWhole = value == Math.rint(value) && (text.indexOf('.') < 0 || hasNoFraction(text));
        fractions += isWhole ? 0 : 1;
    }

    private static boolean hasNoFraction(String text) {
        return new BigDecimal(text).stripTrailingZeros().scale() <= 0;
    }

    private static String text(Kind kind, byte[] bytes, int from, int to) {
        return kind == Kind.STRING
                ? JsonText.decode(bytes, from + 1, to - 1).toString()
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    List<String> keys() {
        return keys;
    }

    /** The path as the specification writes it. */
    String path() {
        return keys.stream()
                .map(key -> key.equals(ITEM) ? ITEM : KeyPath.quoted(key))
                .collect(Collectors.joining("."))
                .replace("." + ITEM, ITEM);
    }

    String leaf() {
        return keys.get(keys.size() - 1);
    }

    /** How many calls, or items of lists, hold something here. */
    long count() {
        return count;
    }

    /** How many of each event hold something here. */
    Map<String, Long> events() {
        return events;
    }

    long distinct() {
        return distinct.estimate();
    }

    double share(Kind kind) {
        return count == 0 ? 0 : kinds.getOrDefault(kind, 0L) / (double) count;
    }

    /** The share of single values that are of a type. */
    double share(ValueType type) {
        return classified == 0 ? 0 : types.getOrDefault(type, 0L) / (double) classified;
    }

    /** How many of the values are true. */
    long trues() {
        return trues;
    }

    double personalShare() {
        return types.entrySet().stream()
                        .filter(type -> type.getKey().isPersonal())
                        .mapToLong(Map.Entry::getValue)
                        .sum()
                / (double) Math.max(1, classified);
    }

    boolean isScalar() {
        return share(Kind.STRING) + share(Kind.NUMBER) + share(Kind.BOOLEAN) >= NEARLY_ALL;
    }

    boolean isWhole() {
        return classified > 0 && fractions == 0;
    }

    double least() {
        return least;
    }

    double most() {
        return most;
    }

    /** Whether there are few different values, so that they are kinds of things. */
    boolean hasFewValues() {
        return !hasManyValues;
    }
}
