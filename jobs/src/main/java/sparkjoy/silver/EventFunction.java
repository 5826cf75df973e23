package sparkjoy.silver;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * `event(payload, mapping)`: a struct of the typed fields of one payload. Spark's from_json would parse the whole
 * document, know one candidate a column and drop what does not fit its type.
 */
public final class EventFunction implements UnboundFunction {
    static final String NAME = "event";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "event(payload STRING, mapping STRING): the typed fields of one Segment call";
    }

    @Override
    public BoundFunction bind(StructType input) {
        if (input.size() != 2) {
            throw new UnsupportedOperationException("event takes a payload and a mapping");
        }
        return new Bound();
    }

    /** The function as one task evaluates it: one reader a mapping, one thread. Public for the code that Spark generates. */
    public static final class Bound implements ScalarFunction<InternalRow> {
        private static final long serialVersionUID = 1L;

        private transient UTF8String mapping;
        private transient EventReader reader;

        @Override
        public DataType[] inputTypes() {
            return new DataType[] {DataTypes.StringType, DataTypes.StringType};
        }

        @Override
        public DataType resultType() {
            return EventColumn.schema();
        }

        @Override
        public String name() {
            return NAME;
        }

        /** Declared so that the optimizer neither evaluates it twice nor moves filters below it. */
        @Override
        public boolean isDeterministic() {
            return false;
        }

        /** Spark calls this by name. */
        public InternalRow invoke(UTF8String payload, UTF8String mappingJson) {
            if (payload == null) {
                return null;
            }
            if (reader == null || !mappingJson.equals(mapping)) {
                mapping = mappingJson.copy();
                reader = new EventReader(Mapping.parse(mappingJson.toString()));
            }
            if (payload.getBaseObject() instanceof byte[] bytes) {
                int from = (int) (payload.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET);
                return reader.read(bytes, from, from + payload.numBytes());
            }
            return reader.read(payload.getBytes(), 0, payload.numBytes());
        }
    }
}
