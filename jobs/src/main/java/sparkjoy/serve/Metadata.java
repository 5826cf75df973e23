package sparkjoy.serve;

import java.sql.DatabaseMetaData;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What tools ask before they show anything: databases, tables, columns and types, in the shapes of java.sql.DatabaseMetaData. */
record Metadata(ServedTables tables) {
    private static final List<String> KINDS = List.of("TABLE", "VIEW");
    private static final int DECIMAL_RADIX = 10;

    Result catalogs() {
        return Rows.of(MetadataShapes.CATALOGS, List.of());
    }

    Result tableTypes() {
        return Rows.of(
                MetadataShapes.TABLE_TYPES,
                KINDS.stream().map(RowFactory::create).toList());
    }

    Result functions() {
        return Rows.of(MetadataShapes.FUNCTIONS, List.of());
    }

    Result primaryKeys() {
        return Rows.of(MetadataShapes.KEYS, List.of());
    }

    Result crossReference() {
        return Rows.of(MetadataShapes.REFERENCES, List.of());
    }

    /** The databases whose names fit a pattern. */
    Result schemas(String pattern) {
        return Rows.of(
                MetadataShapes.SCHEMAS,
                ServedTables.DATABASES.stream()
                        .filter(like(pattern))
                        .map(database -> RowFactory.create(database, ""))
                        .toList());
    }

    /**
     * The tables whose names fit the patterns.
     *
     * @param kinds TABLE, VIEW; empty for both
     */
    Result tables(String database, String table, List<String> kinds) {
        return Rows.of(
                MetadataShapes.TABLES,
                names(database, table)
                        .filter(name -> kinds.isEmpty() || kinds.contains(kind(name)))
                        .map(name -> RowFactory.create(
                                "", ServedTables.layer(name), simple(name), kind(name), remarks(name)))
                        .toList());
    }

    /** The columns whose names fit the patterns. */
    Result columns(String database, String table, String column) {
        return Rows.of(
                MetadataShapes.COLUMNS,
                names(database, table)
                        .flatMap(name -> columns(name, like(column)))
                        .toList());
    }

    Result types() {
        return Rows.of(
                MetadataShapes.TYPES,
                Arrays.stream(SqlType.values()).map(Metadata::type).toList());
    }

    private Stream<String> names(String database, String table) {
        Predicate<String> isDatabase = like(database);
        Predicate<String> isTable = like(table);
        return tables.names().stream()
                .filter(name -> isDatabase.test(ServedTables.layer(name)) && isTable.test(simple(name)));
    }

    private String remarks(String name) {
        return tables.remarks(name).orElse("");
    }

    private Stream<Row> columns(String name, Predicate<String> isWanted) {
        StructType schema = tables.schema(name);
        return IntStream.range(0, schema.size())
                .filter(index -> isWanted.test(schema.apply(index).name()))
                .mapToObj(index -> column(name, schema.apply(index), index + 1));
    }

    private static Row column(String name, StructField field, int position) {
        DataType type = field.dataType();
        SqlType sqlType = SqlType.of(type);
        DecimalType decimal = type instanceof DecimalType exact ? exact : null;
        return RowFactory.create(
                "",
                ServedTables.layer(name),
                simple(name),
                field.name(),
                sqlType.jdbc(),
                sqlType == SqlType.STRING ? sqlType.name() : type.sql(),
                decimal == null ? sqlType.precision() : decimal.precision(),
                null,
                decimal == null ? null : decimal.scale(),
                sqlType.isNumber() ? DECIMAL_RADIX : null,
                DatabaseMetaData.columnNullable,
                field.getComment().getOrElse(() -> ""),
                null,
                null,
                null,
                null,
                position,
                "YES",
                null,
                null,
                null,
                null,
                "NO");
    }

    private static Row type(SqlType type) {
        String quote = type.isText() && !type.isNumber() ? "'" : null;
        return RowFactory.create(
                type.name(),
                type.jdbc(),
                type.precision(),
                quote,
                quote,
                type == SqlType.DECIMAL ? "precision,scale" : null,
                (short) DatabaseMetaData.typeNullable,
                type == SqlType.STRING,
                (short) DatabaseMetaData.typeSearchable,
                !type.isNumber(),
                false,
                false,
                null,
                (short) 0,
                (short) (type == SqlType.DECIMAL ? type.precision() : 0),
                null,
                null,
                type.isNumber() ? DECIMAL_RADIX : null);
    }

    private String kind(String name) {
        return tables.isView(name) ? "VIEW" : "TABLE";
    }

    private static String simple(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    /** JDBC's patterns: `%` stands for any text, `_` for a letter, a backslash takes that away; nothing means any. */
    static Predicate<String> like(String pattern) {
        if (pattern == null || pattern.isEmpty() || pattern.equals("*")) {
            return name -> true;
        }
        String expression = Pattern.compile("\\\\(.)|(.)")
                .matcher(pattern)
                .results()
                .map(part -> part.group(1) != null ? Pattern.quote(part.group(1)) : wildcard(part.group(2)))
                .collect(Collectors.joining());
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE).asMatchPredicate();
    }

    private static String wildcard(String letter) {
        return switch (letter) {
            case "%" -> ".*";
            case "_" -> ".";
            default -> Pattern.quote(letter);
        };
    }
}
