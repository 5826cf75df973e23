package sparkjoy.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a value of the specification looks like, derived from the records: binder, schema and docs follow it. */
sealed interface Shape {

    /** A single value. */
    record Single(ScalarType type) implements Shape {}

    /** A list of equals. */
    record Listed(Shape item) implements Shape {}

    /** A map from free names to equals. */
    record Named(Shape value) implements Shape {}

    /** A map with known keys: a record. */
    record Keyed(Class<?> type, List<Field> fields) implements Shape {
        List<String> names() {
            return fields.stream().map(Field::name).toList();
        }
    }

    /** A map with one key, a verb; a verb with one argument takes it directly. */
    record Verbs(List<Verb> verbs) implements Shape {
        List<String> names() {
            return verbs.stream().map(Verb::name).toList();
        }
    }

    /** One key of a record. */
    record Field(String name, Shape shape, boolean isOptional, String explanation) {

        /** Whether the key must be there: neither optional nor a collection, which is empty without it. */
        boolean isRequired() {
            return !isOptional && !(shape instanceof Listed) && !(shape instanceof Named);
        }
    }

    /** One verb and the record that it becomes. */
    record Verb(String name, Keyed record, String explanation) {

        /** What stands after the verb's colon. */
        Shape argument() {
            return isDirect() ? record.fields().get(0).shape() : record;
        }

        /** The verb's explanation and that of its only argument. */
        String meaning() {
            return isDirect() ? explanation + ": " + record.fields().get(0).explanation() : explanation;
        }

        boolean isDirect() {
            return record.fields().size() == 1;
        }
    }

    /** The shape of the whole specification. */
    static Keyed spec() {
        return keyed(Spec.class);
    }

    private static Shape of(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Type last = parameterized.getActualTypeArguments()[parameterized.getActualTypeArguments().length - 1];
            return parameterized.getRawType() == Map.class ? new Named(of(last)) : new Listed(of(last));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isSealed()) {
            return new Verbs(Arrays.stream(plain.getPermittedSubclasses())
                    .map(Shape::verb)
                    .toList());
        }
        return plain.isRecord() ? keyed(plain) : new Single(ScalarType.of(plain));
    }

    private static Keyed keyed(Class<?> type) {
        return new Keyed(
                type,
                Arrays.stream(type.getRecordComponents()).map(Shape::field).toList());
    }

    private static Verb verb(Class<?> type) {
        return new Verb(
                snakeCase(type.getSimpleName()),
                keyed(type),
                type.getAnnotation(Explain.class).value());
    }

    private static Field field(RecordComponent component) {
        boolean isOptional = component.getType() == Optional.class;
        Type type = isOptional
                ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                : component.getGenericType();
        String explanation = component.getAnnotation(Explain.class).value();
        return new Field(snakeCase(component.getName()), of(type), isOptional, explanation);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
