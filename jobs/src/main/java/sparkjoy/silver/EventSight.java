package sparkjoy.silver;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import sparkjoy.spec.Spec;

/** Reads calls as a run would under a specification, one by one and without Spark. */
public final class EventSight {
    private static final int PRODUCT_FIELDS = 7;

    private final EventReader reader;

    public EventSight(Spec spec) {
        reader = new EventReader(Mapping.from(spec));
    }

    /** The event of a valid call; empty where consent is missing. */
    public Optional<ReadEvent> read(byte[] payload) {
        return Optional.ofNullable(reader.read(payload, 0, payload.length)).map(EventSight::event);
    }

    private static ReadEvent event(InternalRow row) {
        return new ReadEvent(
                text(row, EventColumn.ACTION),
                text(row, EventColumn.USER_ID),
                text(row, EventColumn.ANONYMOUS_ID),
                text(row, EventColumn.UNIT_ID),
                text(row, EventColumn.ORDER_ID),
                has(row, EventColumn.REVENUE) || has(row, EventColumn.TOTAL),
                text(row, EventColumn.CURRENCY),
                text(row, EventColumn.PRODUCT_ID),
                products(row),
                text(row, EventColumn.EXPERIMENT_ID),
                text(row, EventColumn.VARIANT),
                row.getBoolean(EventColumn.IS_BOT.slot()),
                row.getLong(EventColumn.OCCURRED_AT.slot()),
                text(row, EventColumn.RESCUED));
    }

    private static List<String> products(InternalRow row) {
        if (!has(row, EventColumn.PRODUCTS)) {
            return List.of();
        }
        ArrayData products = row.getArray(EventColumn.PRODUCTS.slot());
        return IntStream.range(0, products.numElements())
                .mapToObj(index -> products.getStruct(index, PRODUCT_FIELDS))
                .filter(product -> !product.isNullAt(0))
                .map(product -> product.getUTF8String(0).toString())
                .toList();
    }

    private static boolean has(InternalRow row, EventColumn column) {
        return !row.isNullAt(column.slot());
    }

    private static Optional<String> text(InternalRow row, EventColumn column) {
        return has(row, column) ? Optional.of(row.getUTF8String(column.slot()).toString()) : Optional.empty();
    }
}
