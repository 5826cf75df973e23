package sparkjoy.review;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import sparkjoy.spec.KeyPath;
import sparkjoy.spec.Spec;

/** Event names, keys of properties and amounts that look mapped and are not. */
record ShapeReview(Spec spec, long every) {
    /** Columns without which an event of an action says nothing. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "exposure", List.of("experiment_id", "variant"),
            "order", List.of("order_id"));

    private static final int MOST_VALUES = 20;

    private static final Set<String> OF_PRODUCTS =
            Set.of("impression", "cart_view", "checkout", "order", "order_update", "refund");

    /** A value that a list of the specification lacks. */
    private record Lacking(String section, String key, String value) {}

    /** A finding that is being counted. */
    private record Subject(
            Finding.Kind kind, String name, String sentence, Optional<Lacking> lacking, Optional<String> action) {
        String key() {
            return kind + " " + sentence;
        }
    }

    private record Counted(Subject subject, Tally.Entry entry) {
        Counted plus(Counted other) {
            return new Counted(subject, entry.plus(other.entry));
        }
    }

    List<Finding> findings(Tally.Result shapes) {
        EventNames names = new EventNames(spec.actions());
        Map<String, Counted> counted = new TreeMap<>();
        Map<String, Long> events = new TreeMap<>();
        shapes.entries().forEach((text, entry) -> {
            Shape shape = Shape.parse(text);
            events.merge(shape.action(), entry.count(), Long::sum);
            subjects(shape, names)
                    .forEach(subject -> counted.merge(subject.key(), new Counted(subject, entry), Counted::plus));
        });
        List<Lacking> lacking = counted.values().stream()
                .sorted(Comparator.comparing((Counted found) -> found.entry().count())
                        .reversed())
                .flatMap(found -> found.subject().lacking().stream())
                .toList();
        return counted.values().stream()
                .map(found ->
                        finding(found, found.subject().action().map(events::get).orElse(shapes.all()), lacking))
                .toList();
    }

    /** The line that adds to a list all that was found for it, so that lines can be copied as they are. */
    private String line(Lacking one, List<Lacking> all) {
        Map<String, List<String>> known = one.section().equals("actions") ? spec.actions() : spec.properties();
        List<String> values = all.stream()
                .filter(other ->
                        other.section().equals(one.section()) && other.key().equals(one.key()))
                .map(Lacking::value)
                .limit(MOST_VALUES)
                .toList();
        return SpecLine.adding(one.section(), one.key(), known.getOrDefault(one.key(), List.of()), values);
    }

    private Finding finding(Counted found, long of, List<Lacking> lacking) {
        Subject subject = found.subject();
        return new Finding(
                subject.kind(),
                subject.name(),
                found.entry().count() * every,
                of * every,
                found.entry().example(),
                subject.sentence(),
                subject.lacking().map(one -> line(one, lacking)));
    }

    private Stream<Subject> subjects(Shape shape, EventNames names) {
        if (shape.action().isEmpty()) {
            return names.actionLike(shape.event()).map(action -> eventName(shape.event(), action)).stream();
        }
        return shape.missing().stream().flatMap(column -> missing(shape, column));
    }

    private Subject eventName(String event, String action) {
        return new Subject(
                Finding.Kind.EVENT_NAME,
                event,
                "events are named '" + event + "', which looks like the action " + action
                        + ": they count as nothing until the name is mapped",
                Optional.of(new Lacking("actions", action, event)),
                Optional.empty());
    }

    private Stream<Subject> missing(Shape shape, String column) {
        return switch (column) {
            case PropertyNames.AMOUNT -> shape.action().equals("order") ? Stream.of(amount(shape)) : Stream.empty();
            case PropertyNames.PRODUCTS -> OF_PRODUCTS.contains(shape.action()) ? products(shape) : Stream.empty();
            default -> property(shape, column);
        };
    }

    private Stream<Subject> property(Shape shape, String column) {
        Optional<String> key = lookalike(shape, column, column);
        if (key.isPresent()) {
            return Stream.of(unread(shape, column, key.get()));
        }
        return NEEDED.getOrDefault(shape.action(), List.of()).contains(column)
                ? Stream.of(new Subject(
                        Finding.Kind.PROPERTY,
                        column,
                        "events of the action " + shape.action() + " have no " + column + " ("
                                + String.join(", ", spec.properties().getOrDefault(column, List.of()))
                                + "): name the property that holds it in properties." + column,
                        Optional.empty(),
                        Optional.of(shape.action())))
                : Stream.empty();
    }

    private Subject unread(Shape shape, String column, String key) {
        String path = path(key);
        return new Subject(
                Finding.Kind.PROPERTY,
                path,
                "events of the action " + shape.action() + " have no " + column + ", but hold " + path
                        + ", which looks like it and is not read",
                Optional.of(new Lacking("properties", column, path)),
                Optional.of(shape.action()));
    }

    private Subject amount(Shape shape) {
        String column = spec.kpis().amount().name().toLowerCase(Locale.ROOT);
        Optional<String> path = lookalike(shape, PropertyNames.AMOUNT, column).map(ShapeReview::path);
        return new Subject(
                Finding.Kind.AMOUNT,
                path.orElse(column),
                "orders have no amount, so they add nothing to GMV"
                        + path.map(found -> ", but hold " + found + ", which looks like one")
                                .orElse(": name the property that holds it in properties." + column),
                path.map(found -> new Lacking("properties", column, found)),
                Optional.of("order"));
    }

    private Stream<Subject> products(Shape shape) {
        Optional<String> list = lookalike(shape, PropertyNames.PRODUCTS, PropertyNames.PRODUCTS);
        if (list.isPresent()) {
            return Stream.of(unread(shape, PropertyNames.PRODUCTS, list.get()));
        }
        List<String> ids = PropertyNames.productIds(shape.productKeys());
        return shape.productKeys().isEmpty()
                ? Stream.empty()
                : Stream.of(new Subject(
                        Finding.Kind.PRODUCTS,
                        ids.isEmpty() ? "products[].product_id" : "products[]." + ids.get(0),
                        "lists of products of the action " + shape.action() + " name no product_id"
                                + (ids.isEmpty() ? "" : ", but " + String.join(", ", ids) + ", which is not read")
                                + ": impressions and attribution miss them; send product_id in each product",
                        Optional.empty(),
                        Optional.of(shape.action())));
    }

    /** The first key that looks like a column and is not read into it. */
    private Optional<String> lookalike(Shape shape, String names, String column) {
        List<String> read = names.equals(PropertyNames.AMOUNT)
                ? Stream.of("revenue", "total")
                        .flatMap(amount -> spec.properties().getOrDefault(amount, List.of()).stream())
                        .toList()
                : spec.properties().getOrDefault(column, List.of());
        return shape.keys().stream()
                .filter(key -> PropertyNames.isLike(key, names, shape.action()) && !read.contains(path(key)))
                .findFirst();
    }

    private static String path(String key) {
        return "properties." + KeyPath.quoted(key);
    }
}
