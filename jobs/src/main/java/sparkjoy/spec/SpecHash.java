package sparkjoy.spec;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A short name for what a specification says about the rows of tables, kept with every run: equal meaning, equal hash. A
 * table that was made under another one is made again as a whole.
 *
 * <p>It leaves out where, when and by whom tables are made. The order of names does not matter, the order of a list and
 * of a step's columns does.
 */
public final class SpecHash {
    private static final int LENGTH = 16;
    /** Keys that decide no row of silver or gold. */
    private static final Set<String> NOT_ABOUT_ROWS = Set.of(
            "lake",
            "storage",
            "spark",
            "sources",
            "thresholds",
            "gates",
            "lease",
            "retention",
            "serve",
            "pipelines",
            "models");

    private SpecHash() {}

    /** The first 16 hex digits of the SHA-256 of the specification's canonical text. */
    public static String of(Spec spec) {
        try {
            byte[] text = record(spec, false).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String record(Record value, boolean isStep) {
        StringBuilder text = new StringBuilder(value.getClass().getSimpleName()).append('{');
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            if (isNotAboutRows(value, component.getName())) {
                continue;
            }
            text.append(component.getName())
                    .append('=')
                    .append(canonical(component(value, component), isStep))
                    .append(';');
        }
        return text.append('}').toString();
    }

    /** Which version of a model an arm serves is in the model graph alone, what a column means in its comment. */
    private static boolean isNotAboutRows(Record value, String component) {
        return (value instanceof Spec && NOT_ABOUT_ROWS.contains(component))
                || (value instanceof Experiment && component.equals("arms"))
                || (value instanceof KpiColumn && component.equals("description"));
    }

    private static Object component(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static String canonical(Object value, boolean isStep) {
        if (value instanceof Record part) {
            return record(part, isStep || part instanceof Step);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(present -> canonical(present, isStep)).orElse("");
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> canonical(item, isStep)).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            List<String> entries = map.entrySet().stream()
                    .map(entry -> quoted(entry.getKey()) + ":" + canonical(entry.getValue(), isStep))
                    .toList();
            return (isStep ? entries : entries.stream().sorted().toList()).toString();
        }
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : quoted(value);
    }

    private static String quoted(Object value) {
        return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
