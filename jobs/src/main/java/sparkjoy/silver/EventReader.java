package sparkjoy.silver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import sparkjoy.json.Kind;
import sparkjoy.spec.ActionNames;
import sparkjoy.spec.Identity;

/** Reads one validated payload into the fields of {@link EventColumn}, where the person agreed to its use. */
final class EventReader {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final EventColumn[] COLUMNS = EventColumn.values();
    private static final int TIMESTAMP = COLUMNS.length;
    private static final int RECEIVED_AT = COLUMNS.length + 1;
    private static final int EVENT = COLUMNS.length + 2;
    private static final int TYPE = COLUMNS.length + 3;
    private static final int USER_AGENT = COLUMNS.length + 4;
    private static final int TRAITS = COLUMNS.length + 5;
    private static final int CONSENT = COLUMNS.length + 6;

    private final PayloadSlices slices;
    private final ProductReader products;
    private final AmountReader amounts;
    private final ActionNames actions;
    private final Identity.Unit unit;
    private final Placeholders placeholders;
    private final EventTimes times;
    private final BotRules bots;
    private final ConsentRule consent;

    EventReader(Mapping mapping) {
        slices = new PayloadSlices(
                PathTrie.of(paths(mapping)), CONSENT + mapping.consent().paths().size());
        products = new ProductReader(mapping.products());
        amounts = new AmountReader(slices);
        actions = new ActionNames(mapping.actions());
        unit = mapping.unit();
        placeholders = new Placeholders(mapping.placeholders());
        times = new EventTimes(mapping.maxLateMicros(), mapping.maxEarlyMicros());
        bots = new BotRules(mapping.botUserAgents(), mapping.knowsCrawlers(), mapping.botUnits());
        consent = mapping.consent();
    }

    /**
     * Reads the payload in bytes[from, to). The row's texts are slices of these bytes: as Spark's own, they hold until the
     * next row is read. Null for Spark, so that nothing of the payload goes on, where consent is missing.
     */
    InternalRow read(byte[] bytes, int from, int to) {
        slices.read(bytes, from, to);
        if (!consent.isMet(slices, CONSENT)) {
            return null;
        }
        Object[] row = new Object[COLUMNS.length];
        List<String> unfit = new ArrayList<>(0);
        amounts.start();
        for (EventColumn column : COLUMNS) {
            Object value = slices.has(column.slot()) ? value(column) : null;
            if (value == Values.UNFIT) {
                unfit.add(rescued(column, raw(column.slot()).toString()));
            } else {
                row[column.slot()] = value;
            }
        }
        rescuedProducts(row).ifPresent(unfit::add);
        derive(row);
        row[EventColumn.RESCUED.slot()] =
                unfit.isEmpty() ? null : UTF8String.fromString("{" + String.join(",", unfit) + "}");
        return new GenericInternalRow(row);
    }

    private Optional<String> rescuedProducts(Object[] row) {
        return row[EventColumn.PRODUCTS.slot()] == null
                ? Optional.empty()
                : products.rescued().map(lost -> rescued(EventColumn.PRODUCTS, lost));
    }

    private void derive(Object[] row) {
        long received = time(RECEIVED_AT);
        long occurred = times.occurredAt(
                time(TIMESTAMP), time(EventColumn.ORIGINAL_AT.slot()), time(EventColumn.SENT_AT.slot()), received);
        row[EventColumn.OCCURRED_AT.slot()] = occurred;
        row[EventColumn.EVENT_DATE.slot()] = (int) Math.floorDiv(occurred, MICROS_PER_DAY);
        row[EventColumn.IS_TIME_ADJUSTED.slot()] = occurred != time(TIMESTAMP);
        if (row[EventColumn.CURRENCY.slot()] == null) {
            row[EventColumn.CURRENCY.slot()] = amounts.currency().orElse(null);
        }
        row[EventColumn.ACTION.slot()] = action();
        Object unitId = unit(row);
        row[EventColumn.UNIT_ID.slot()] = unitId;
        row[EventColumn.IS_BOT.slot()] = bots.isBot(text(USER_AGENT), Optional.ofNullable((UTF8String) unitId));
        int properties = isAboutTraits() ? TRAITS : EventColumn.PROPERTIES.slot();
        row[EventColumn.PROPERTIES.slot()] = slices.has(properties) ? raw(properties) : null;
    }

    private Object action() {
        return text(EVENT)
                .map(UTF8String::toString)
                .flatMap(actions::action)
                .map(UTF8String::fromString)
                .orElse(null);
    }

    private Object unit(Object[] row) {
        Object user = row[EventColumn.USER_ID.slot()];
        Object anonymous = row[EventColumn.ANONYMOUS_ID.slot()];
        return switch (unit) {
            case USER -> user;
            case ANONYMOUS -> anonymous;
            case USER_OR_ANONYMOUS, STITCHED -> user == null ? anonymous : user;
        };
    }

    private boolean isAboutTraits() {
        return text(TYPE)
                .map(UTF8String::toString)
                .filter(type -> type.equals("identify") || type.equals("group"))
                .isPresent();
    }

    private Object value(EventColumn column) {
        int slot = column.slot();
        int start = slices.start(slot);
        int end = slices.end(slot);
        Kind kind = slices.kind(slot);
        if (column == EventColumn.PRODUCTS) {
            return products.read(slices.bytes(), start, end);
        }
        if (column == EventColumn.PROPERTIES) {
            return null;
        }
        if (column.type().equals(DataTypes.TimestampType)) {
            return Values.time(slices.bytes(), start, end, kind);
        }
        if (column.type().equals(DataTypes.IntegerType)) {
            return Values.wholeNumber(slices.bytes(), start, end, kind);
        }
        if (column.isAmount()) {
            return amounts.read(column.slot());
        }
        if (column.type().equals(Values.MONEY)) {
            return Values.decimal(slices.bytes(), start, end, kind);
        }
        return checked(
                column,
                column.isId()
                        ? Values.id(slices.bytes(), start, end, kind)
                        : Values.text(slices.bytes(), start, end, kind));
    }

    private Object checked(EventColumn column, Object text) {
        return switch (column) {
            case USER_ID, ANONYMOUS_ID, PREVIOUS_ID -> placeholders.checked(text);
            case VERTICAL, SERVICE, EXPERIMENT_ID, VARIANT, MODEL_VERSION, PLATFORM, APP_VERSION ->
                DimensionTexts.checked(text);
            default -> text;
        };
    }

    private long time(int slot) {
        if (!slices.has(slot)) {
            return EventTimes.MISSING;
        }
        Object micros = Values.time(slices.bytes(), slices.start(slot), slices.end(slot), slices.kind(slot));
        return micros == Values.UNFIT ? EventTimes.MISSING : (long) micros;
    }

    private Optional<UTF8String> text(int slot) {
        return slices.has(slot)
                ? Optional.of(Values.text(slices.bytes(), slices.start(slot), slices.end(slot), slices.kind(slot)))
                        .filter(UTF8String.class::isInstance)
                        .map(UTF8String.class::cast)
                : Optional.empty();
    }

    private UTF8String raw(int slot) {
        return UTF8String.fromBytes(slices.bytes(), slices.start(slot), slices.end(slot) - slices.start(slot));
    }

    private static String rescued(EventColumn column, String json) {
        return "\"" + column.columnName() + "\":" + json;
    }

    private static Map<PathTrie.Target, String> paths(Mapping mapping) {
        Map<PathTrie.Target, String> paths = new LinkedHashMap<>();
        for (EventColumn column : COLUMNS) {
            List<String> mapped = mapping.properties().getOrDefault(column.columnName(), column.fixedPaths());
            addAll(paths, column.slot(), mapped);
        }
        addAll(paths, TIMESTAMP, List.of("timestamp"));
        addAll(paths, RECEIVED_AT, List.of("receivedAt"));
        addAll(paths, EVENT, List.of("event"));
        addAll(paths, TYPE, List.of("type"));
        addAll(paths, USER_AGENT, mapping.properties().getOrDefault("user_agent", List.of("context.userAgent")));
        addAll(paths, TRAITS, List.of("traits"));
        addAll(paths, EventColumn.PROPERTIES.slot(), List.of("properties"));
        List<String> consents = mapping.consent().paths();
        for (int index = 0; index < consents.size(); index++) {
            paths.put(new PathTrie.Target(CONSENT + index, 0), consents.get(index));
        }
        return paths;
    }

    private static void addAll(Map<PathTrie.Target, String> paths, int slot, List<String> candidates) {
        for (int rank = 0; rank < candidates.size(); rank++) {
            paths.put(new PathTrie.Target(slot, rank), candidates.get(rank));
        }
    }
}
