package sparkjoy.spec;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a single value of one Java type is written.
 *
 * @param name with its article, like `a duration`
 * @param pattern what a written value matches as a whole
 * @param example how to write it, for a message
 * @param parser throws on a value that it cannot take
 */
record ScalarType(Class<?> type, String name, String pattern, String example, Function<String, Object> parser) {
    private static final String NUMBER = "-?[0-9]{1,30}(\\.[0-9]{1,30})?";
    private static final Pattern SIZE = Pattern.compile("([0-9]+) ?(B|KiB|MiB|GiB)?");
    private static final Pattern DURATION =
            Pattern.compile("([0-9]+) ?(s|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?)");
    private static final Duration LONGEST = Duration.ofDays(36_525);
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
    private static final Map<Character, ChronoUnit> UNITS = Map.of(
            's', ChronoUnit.SECONDS,
            'm', ChronoUnit.MINUTES,
            'h', ChronoUnit.HOURS,
            'd', ChronoUnit.DAYS,
            'w', ChronoUnit.WEEKS);

    private static final List<ScalarType> KNOWN = List.of(
            new ScalarType(String.class, "a text", "(?s).*\\S.*", "a text that is not blank", text -> text),
            new ScalarType(Boolean.class, "a truth value", "true|false", "true or false", Boolean::valueOf),
            new ScalarType(Integer.class, "a whole number", "-?[0-9]+", "a number like 10", Integer::valueOf),
            new ScalarType(Long.class, "a size", SIZE.pattern(), "a size like 1MiB or 4096", ScalarType::size),
            new ScalarType(Double.class, "a number", NUMBER, "a number like 0.01", Double::valueOf),
            new ScalarType(BigDecimal.class, "a number", NUMBER, "a number like 0.92", BigDecimal::new),
            new ScalarType(
                    LocalDate.class, "a date", "[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day like 2026-03-01", LocalDate::parse),
            new ScalarType(
                    Duration.class,
                    "a duration",
                    DURATION.pattern(),
                    "a number and a unit, like 10s, 40 minutes, 2h or 30d",
                    ScalarType::duration));

    static ScalarType of(Class<?> type) {
        if (type.isEnum()) {
            List<String> choices = choices(type);
            String example = "one of " + String.join(", ", choices);
            return new ScalarType(type, "a choice", String.join("|", choices), example, text -> choice(type, text));
        }
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        return KNOWN.stream()
                .filter(known -> known.type() == boxed)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no way to write a " + type.getName()));
    }

    /** The names of an enum as YAML writes them; none for another type. */
    List<String> choices() {
        return choices(type);
    }

    /** What a choice means; empty where its name says it. */
    String explanation(String choice) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.getName().equalsIgnoreCase(choice))
                .flatMap(field -> Optional.ofNullable(field.getAnnotation(Explain.class)).stream())
                .map(Explain::value)
                .findFirst()
                .orElse("");
    }

    Optional<Object> parse(String text) {
        if (!text.matches(pattern)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with a text that does not parse. */
    String reason(String text) {
        if (type == Duration.class && text.matches(pattern)) {
            return Secrets.shown(text) + " is too long; write a duration of at most " + LONGEST.toDays() + "d";
        }
        if (type.isEnum()) {
            return "unknown value " + Secrets.shown(text) + Nearest.hint(text, choices());
        }
        return Secrets.shown(text) + " is not " + name + "; write " + example;
    }

    private static List<String> choices(Class<?> type) {
        return Stream.ofNullable(type.getEnumConstants())
                .flatMap(Arrays::stream)
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Object choice(Class<?> type, String text) {
        return type.getEnumConstants()[choices(type).indexOf(text)];
    }

    private static Long size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        String unit = Optional.ofNullable(matcher.group(2)).orElse("B");
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), BYTES.get(unit));
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        ChronoUnit unit = UNITS.get(matcher.group(2).charAt(0));
        Duration duration = unit.getDuration().multipliedBy(Long.parseLong(matcher.group(1)));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }
}
