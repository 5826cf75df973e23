package sparkjoy.silver;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The fields that the event function reads from a payload, in the order of its result. */
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"
}) // DataType is immutable; the order of the constants is the order of the result
enum EventColumn {
    EVENT_DATE(DataTypes.DateType),
    OCCURRED_AT(DataTypes.TimestampType),
    ORIGINAL_AT(DataTypes.TimestampType, "originalTimestamp"),
    SENT_AT(DataTypes.TimestampType, "sentAt"),
    IS_TIME_ADJUSTED(DataTypes.BooleanType),
    ACTION(DataTypes.StringType),
    USER_ID(DataTypes.StringType, "userId"),
    ANONYMOUS_ID(DataTypes.StringType, "anonymousId"),
    PREVIOUS_ID(DataTypes.StringType, "previousId"),
    UNIT_ID(DataTypes.StringType),
    SESSION_ID(DataTypes.StringType),
    VERTICAL(DataTypes.StringType),
    SERVICE(DataTypes.StringType),
    CART_ID(DataTypes.StringType),
    ORDER_ID(DataTypes.StringType),
    PRODUCT_ID(DataTypes.StringType),
    POSITION(DataTypes.IntegerType),
    QUANTITY(Values.MONEY),
    PRICE(Values.MONEY),
    REVENUE(Values.MONEY),
    TOTAL(Values.MONEY),
    CURRENCY(DataTypes.StringType),
    LIST_ID(DataTypes.StringType),
    PRODUCTS(ProductReader.TYPE),
    EXPERIMENT_ID(DataTypes.StringType),
    VARIANT(DataTypes.StringType),
    MODEL_VERSION(DataTypes.StringType),
    CHANNEL(DataTypes.StringType),
    PLATFORM(DataTypes.StringType),
    APP_VERSION(DataTypes.StringType),
    COUNTRY(DataTypes.StringType),
    IS_BOT(DataTypes.BooleanType),
    PROPERTIES(DataTypes.StringType),
    RESCUED(DataTypes.StringType);

    private final DataType type;
    private final List<String> fixedPaths;

    EventColumn(DataType type, String... fixedPaths) {
        this.type = type;
        this.fixedPaths = List.of(fixedPaths);
    }

    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its place in the function's result. */
    int slot() {
        return ordinal();
    }

    DataType type() {
        return type;
    }

    /** Whether it identifies things, so that a number in it is its value. */
    boolean isId() {
        return this == VARIANT || this == MODEL_VERSION || name().endsWith("_ID");
    }

    /** Whether it is an amount in the event's currency. */
    boolean isAmount() {
        return this == PRICE || this == REVENUE || this == TOTAL;
    }

    /** Where Segment puts a value that the specification does not map. */
    List<String> fixedPaths() {
        return fixedPaths;
    }

    static StructType schema() {
        return DataTypes.createStructType(Arrays.stream(values())
                .map(column -> new StructField(column.columnName(), column.type, true, Metadata.empty()))
                .toList());
    }
}
