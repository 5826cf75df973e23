package sparkjoy.silver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import sparkjoy.json.JsonScanner;
import sparkjoy.json.JsonText;
import sparkjoy.json.Kind;

/**
 * Reads an event's products. A value that does not fit becomes null and its product stays; what is not a product is left
 * out and the others stay. What did not fit is told by {@link #rescued}, so that nothing is lost silently.
 */
final class ProductReader {
    static final ArrayType TYPE = (ArrayType) StructType.fromDDL("products ARRAY<STRUCT<product_id:STRING,sku:STRING,"
                    + "name:STRING,category:STRING,position:INT,quantity:DECIMAL(18,4),price:DECIMAL(18,4)>>")
            .fields()[0]
            .dataType();

    private static final List<String> COLUMNS =
            List.of("product_id", "sku", "name", "category", "position", "quantity", "price");
    private static final int SKU = 1;
    private static final int CATEGORY = 3;
    private static final int POSITION = 4;
    private static final int PRICE = 6;

    /** A name inside a product that a column is read from, unless one of lower rank holds a value. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Name(byte[] key, int column, int rank) {}

    private final Name[] names;
    private final JsonScanner scanner = new JsonScanner(4096);
    private final int[] ranks = new int[COLUMNS.size()];
    private final String[] unfit = new String[COLUMNS.size()];
    private final List<String> rescued = new ArrayList<>(0);

    /** Reads the columns from these names; a column that is not mapped is read from its own. */
    ProductReader(Map<String, List<String>> namesByColumn) {
        List<Name> all = new ArrayList<>();
        for (int column = 0; column < COLUMNS.size(); column++) {
            String own = COLUMNS.get(column);
            List<String> candidates = namesByColumn.getOrDefault(own, List.of(own));
            for (int rank = 0; rank < candidates.size(); rank++) {
                all.add(new Name(candidates.get(rank).getBytes(StandardCharsets.UTF_8), column, rank));
            }
        }
        names = all.toArray(Name[]::new);
    }

    /** An array of product rows, or {@link Values#UNFIT} where the value is not a list. */
    Object read(byte[] bytes, int start, int end) {
        rescued.clear();
        scanner.start(bytes, start, end);
        if (!scanner.enterArray()) {
            return Values.UNFIT;
        }
        List<InternalRow> products = new ArrayList<>();
        for (int place = 0; scanner.nextElement(); place++) {
            if (scanner.enterObject()) {
                products.add(product(bytes, place));
            } else {
                scanner.skipTrusted();
                rescued.add("\"" + place + "\":" + raw(bytes));
            }
        }
        return new GenericArrayData(products.toArray());
    }

    /** JSON of what did not fit in the list that was read last, by place and column; empty where all fitted. */
    Optional<String> rescued() {
        return rescued.isEmpty() ? Optional.empty() : Optional.of("{" + String.join(",", rescued) + "}");
    }

    private InternalRow product(byte[] bytes, int place) {
        Object[] product = new Object[COLUMNS.size()];
        Arrays.fill(ranks, Integer.MAX_VALUE);
        Arrays.fill(unfit, null);
        while (scanner.nextMember()) {
            take(bytes, product);
        }
        List<String> lost = new ArrayList<>(0);
        for (int column = 0; column < unfit.length; column++) {
            if (unfit[column] != null) {
                lost.add("\"" + COLUMNS.get(column) + "\":" + unfit[column]);
            }
        }
        if (!lost.isEmpty()) {
            rescued.add("\"" + place + "\":{" + String.join(",", lost) + "}");
        }
        return new GenericInternalRow(product);
    }

    /** Passes a member, and takes its value for the columns that are read from its name. */
    private void take(byte[] bytes, Object[] product) {
        boolean isPassed = false;
        int from = scanner.keyStart();
        int to = scanner.keyEnd();
        boolean isEscaped = JsonText.isEscaped(bytes, from, to);
        for (Name name : names) {
            boolean isIt = isEscaped
                    ? scanner.isKey(name.key())
                    : Arrays.equals(name.key(), 0, name.key().length, bytes, from, to);
            if (isIt && name.rank() <= ranks[name.column()]) {
                if (!isPassed) {
                    scanner.skipTrusted();
                    isPassed = true;
                }
                if (!isAbsent(bytes)) {
                    set(bytes, product, name);
                }
            }
        }
        if (!isPassed) {
            scanner.skipTrusted();
        }
    }

    private void set(byte[] bytes, Object[] product, Name name) {
        Object value = value(bytes, name.column());
        boolean fits = value != Values.UNFIT;
        product[name.column()] = fits ? value : null;
        unfit[name.column()] = fits ? null : raw(bytes);
        ranks[name.column()] = name.rank();
    }

    /** A null or an empty string says nothing. */
    private boolean isAbsent(byte[] bytes) {
        int start = scanner.valueStart();
        return bytes[start] == 'n' || (bytes[start] == '"' && scanner.valueEnd() == start + 2);
    }

    private String raw(byte[] bytes) {
        int start = scanner.valueStart();
        return new String(bytes, start, scanner.valueEnd() - start, StandardCharsets.UTF_8);
    }

    private Object value(byte[] bytes, int column) {
        int start = scanner.valueStart();
        int end = scanner.valueEnd();
        Kind kind = scanner.kindAt(start);
        if (column <= SKU) {
            return Values.id(bytes, start, end, kind);
        }
        if (column <= CATEGORY) {
            return Values.text(bytes, start, end, kind);
        }
        if (column == POSITION) {
            return Values.wholeNumber(bytes, start, end, kind);
        }
        Object number = Values.decimal(bytes, start, end, kind);
        return number == Values.UNFIT && column == PRICE
                ? Values.amountText(bytes, start, end, kind)
                        .map(amount -> Values.money(amount.number()))
                        .orElse(Values.UNFIT)
                : number;
    }
}
