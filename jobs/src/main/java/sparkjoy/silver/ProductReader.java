package sparkjoy.silver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import sparkjoy.json.JsonScanner;
import sparkjoy.json.Kind;

/** Reads an event's products; one value that does not fit makes the whole list unfit, so that nothing is lost silently. */
final class ProductReader {
    static final ArrayType TYPE = (ArrayType) StructType.fromDDL("products ARRAY<STRUCT<product_id:STRING,sku:STRING,"
                    + "name:STRING,category:STRING,position:INT,quantity:INT,price:DECIMAL(18,4)>>")
            .fields()[0]
            .dataType();

    private static final byte[][] KEYS =
            List.of("product_id", "sku", "name", "category", "position", "quantity", "price").stream()
                    .map(key -> key.getBytes(StandardCharsets.US_ASCII))
                    .toArray(byte[][]::new);
    private static final int FIRST_WHOLE_NUMBER = 4;
    private static final int MONEY = 6;

    private final JsonScanner scanner = new JsonScanner(4096);

    /** An array of product rows, or {@link Values#UNFIT}. */
    Object read(byte[] bytes, int start, int end) {
        scanner.start(bytes, start, end);
        if (!scanner.enterArray()) {
            return Values.UNFIT;
        }
        List<InternalRow> products = new ArrayList<>();
        while (scanner.nextElement()) {
            Object[] product = new Object[KEYS.length];
            if (!product(bytes, product)) {
                return Values.UNFIT;
            }
            products.add(new GenericInternalRow(product));
        }
        return new GenericArrayData(products.toArray());
    }

    private boolean product(byte[] bytes, Object[] product) {
        if (!scanner.enterObject()) {
            return false;
        }
        boolean fits = true;
        while (scanner.nextMember()) {
            int column = column();
            scanner.skipTrusted();
            if (column >= 0) {
                product[column] = value(bytes, column);
                fits &= product[column] != Values.UNFIT;
            }
        }
        return fits;
    }

    private int column() {
        for (int column = 0; column < KEYS.length; column++) {
            if (scanner.isKey(KEYS[column])) {
                return column;
            }
        }
        return -1;
    }

    private Object value(byte[] bytes, int column) {
        int start = scanner.valueStart();
        int end = scanner.valueEnd();
        Kind kind = scanner.kindAt(start);
        if (kind == Kind.NULL) {
            return null;
        }
        if (column == MONEY) {
            return Values.money(bytes, start, end, kind);
        }
        return column < FIRST_WHOLE_NUMBER
                ? Values.text(bytes, start, end, kind)
                : Values.wholeNumber(bytes, start, end, kind);
    }
}
