package sparkjoy.serve;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.hive.service.rpc.thrift.TBinaryColumn;
import org.apache.hive.service.rpc.thrift.TBoolColumn;
import org.apache.hive.service.rpc.thrift.TByteColumn;
import org.apache.hive.service.rpc.thrift.TCLIServiceConstants;
import org.apache.hive.service.rpc.thrift.TColumn;
import org.apache.hive.service.rpc.thrift.TColumnDesc;
import org.apache.hive.service.rpc.thrift.TDoubleColumn;
import org.apache.hive.service.rpc.thrift.TI16Column;
import org.apache.hive.service.rpc.thrift.TI32Column;
import org.apache.hive.service.rpc.thrift.TI64Column;
import org.apache.hive.service.rpc.thrift.TPrimitiveTypeEntry;
import org.apache.hive.service.rpc.thrift.TRowSet;
import org.apache.hive.service.rpc.thrift.TStringColumn;
import org.apache.hive.service.rpc.thrift.TTableSchema;
import org.apache.hive.service.rpc.thrift.TTypeDesc;
import org.apache.hive.service.rpc.thrift.TTypeEntry;
import org.apache.hive.service.rpc.thrift.TTypeQualifierValue;
import org.apache.hive.service.rpc.thrift.TTypeQualifiers;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Schemas and rows as the protocol wants them: column by column, nulls as a bit each. */
final class WireRows {
    private WireRows() {}

    static TTableSchema schema(StructType schema) {
        List<TColumnDesc> columns = IntStream.range(0, schema.size())
                .mapToObj(index -> description(schema.apply(index), index + 1))
                .toList();
        return new TTableSchema(new ArrayList<>(columns));
    }

    /**
     * Packs rows.
     *
     * @param offset how many rows came before
     */
    static TRowSet rows(StructType schema, List<Row> rows, long offset) {
        List<TColumn> columns = IntStream.range(0, schema.size())
                .mapToObj(index -> column(SqlType.of(schema.apply(index).dataType()), rows, index))
                .toList();
        TRowSet packed = new TRowSet(offset, new ArrayList<>());
        packed.setColumns(new ArrayList<>(columns));
        return packed;
    }

    private static TColumnDesc description(StructField field, int position) {
        TColumnDesc description = new TColumnDesc(field.name(), type(field.dataType()), position);
        description.setComment(field.getComment().getOrElse(() -> ""));
        return description;
    }

    private static TTypeDesc type(DataType type) {
        TPrimitiveTypeEntry entry = new TPrimitiveTypeEntry(SqlType.of(type).wire());
        if (type instanceof DecimalType decimal) {
            entry.setTypeQualifiers(new TTypeQualifiers(Map.of(
                    TCLIServiceConstants.PRECISION, TTypeQualifierValue.i32Value(decimal.precision()),
                    TCLIServiceConstants.SCALE, TTypeQualifierValue.i32Value(decimal.scale()))));
        }
        return new TTypeDesc(List.of(TTypeEntry.primitiveEntry(entry)));
    }

    private static TColumn column(SqlType type, List<Row> rows, int index) {
        ByteBuffer nulls = nulls(rows, index);
        return switch (type) {
            case BOOLEAN -> TColumn.boolVal(new TBoolColumn(values(rows, index, Boolean.class::cast, false), nulls));
            case TINYINT -> TColumn.byteVal(new TByteColumn(values(rows, index, Byte.class::cast, (byte) 0), nulls));
            case SMALLINT -> TColumn.i16Val(new TI16Column(values(rows, index, Short.class::cast, (short) 0), nulls));
            case INT -> TColumn.i32Val(new TI32Column(values(rows, index, Integer.class::cast, 0), nulls));
            case BIGINT -> TColumn.i64Val(new TI64Column(values(rows, index, Long.class::cast, 0L), nulls));
            case FLOAT, DOUBLE ->
                TColumn.doubleVal(
                        new TDoubleColumn(values(rows, index, value -> ((Number) value).doubleValue(), 0d), nulls));
            case BINARY ->
                TColumn.binaryVal(new TBinaryColumn(
                        values(rows, index, value -> ByteBuffer.wrap((byte[]) value), ByteBuffer.allocate(0)), nulls));
            case DECIMAL, STRING, DATE, TIMESTAMP ->
                TColumn.stringVal(new TStringColumn(values(rows, index, String.class::cast, ""), nulls));
        };
    }

    private static <T> List<T> values(List<Row> rows, int index, Function<Object, T> value, T inPlaceOfNull) {
        List<T> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(row.isNullAt(index) ? inPlaceOfNull : value.apply(row.get(index))));
        return values;
    }

    private static ByteBuffer nulls(List<Row> rows, int index) {
        BitSet nulls = new BitSet(rows.size());
        IntStream.range(0, rows.size())
                .filter(row -> rows.get(row).isNullAt(index))
                .forEach(nulls::set);
        return ByteBuffer.wrap(nulls.toByteArray());
    }
}
