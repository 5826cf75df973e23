package sparkjoy.spec;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** A cron line of five fields, UTC; a preset like `@daily` stands for one. */
public final class CronLine {
    private static final Map<String, String> PRESETS = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");
    private static final int[] LONGEST_MONTHS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final Map<CronField, String> fields;

    private CronLine(Map<CronField, String> fields) {
        this.fields = fields;
    }

    /** The line of a text; empty if it has not five fields and is not a preset. */
    public static Optional<CronLine> of(String text) {
        String line = PRESETS.getOrDefault(text.trim(), text.trim());
        List<String> texts = Arrays.asList(line.split("\\s+", -1));
        if (texts.size() != CronField.values().length) {
            return Optional.empty();
        }
        Map<CronField, String> fields = new EnumMap<>(CronField.class);
        Iterator<String> next = texts.iterator();
        for (CronField field : CronField.values()) {
            fields.put(field, next.next());
        }
        return Optional.of(new CronLine(fields));
    }

    /** The presets, for a message. */
    static List<String> presets() {
        return PRESETS.keySet().stream().sorted().toList();
    }

    /**
     * The same instants in numbers alone: schedulers differ in what else they take (7 for Sunday, `FRI-SUN`) and in what
     * `*\/1` means where day and weekday are both given.
     *
     * @throws IllegalStateException for a field that {@link #wrongFields} names
     */
    public String plain() {
        return fields.entrySet().stream()
                .map(field -> field.getKey()
                        .plain(field.getValue())
                        .orElseThrow(() -> new IllegalStateException("not a cron line: " + fields)))
                .collect(Collectors.joining(" "));
    }

    /** The fields that cannot be read. */
    List<CronField> wrongFields() {
        return Arrays.stream(CronField.values())
                .filter(field -> field.plain(text(field)).isEmpty())
                .toList();
    }

    String text(CronField field) {
        return fields.get(field);
    }

    /** Whether no month that it names has a day that it names, such as 31 February. */
    boolean isNever() {
        if (!CronField.ANY.equals(text(CronField.WEEKDAY))) {
            return false;
        }
        int firstDay = numbers(CronField.DAY).first();
        return numbers(CronField.MONTH).stream().allMatch(month -> firstDay > LONGEST_MONTHS[month - 1]);
    }

    private SortedSet<Integer> numbers(CronField field) {
        return field.numbers(text(field)).orElseThrow();
    }
}
