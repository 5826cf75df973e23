package sparkjoy.catalog;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import sparkjoy.lake.TableContract;
import sparkjoy.lake.TableContracts;

/** docs/tables.md: every contract as a page people read. */
final class TableDocs {
    private static final String INTRODUCTION =
            """
            # The tables

            Generated from the contracts in `jobs/src/main/resources/sparkjoy/tables/`. A table `layer.name` lies at
            `<lake>/<layer>/<name>` as a Delta table that delta-rs, polars, DuckDB and Trino read. Days are UTC days. No row
            of silver or gold says which run wrote it: equal inputs give equal rows, and the Delta commit's user metadata
            names the run, the specification and the versions of the inputs.

            """;

    private TableDocs() {}

    static String markdown() {
        List<TableContract> contracts = TableContracts.ofJar().all();
        return INTRODUCTION + contracts.stream().map(TableDocs::section).collect(Collectors.joining("\n"));
    }

    private static String section(TableContract table) {
        String partitions =
                table.partitionedBy().isEmpty() ? "" : " Partitioned by " + names(table.partitionedBy()) + ".";
        String order = table.sortedBy().isEmpty() ? "" : " Each file is sorted by " + names(table.sortedBy()) + ".";
        String columns = table.columns().stream()
                .map(column -> "| `" + column.name() + "` | `" + column.type() + "` | " + column.meaning() + " |\n")
                .collect(Collectors.joining());
        return "## " + table.name() + "\n\nOne row is " + table.grain() + ". Key: " + names(table.key()) + "."
                + partitions + order + metrics(table) + "\n\n| column | type | meaning |\n| --- | --- | --- |\n"
                + columns;
    }

    private static String metrics(TableContract table) {
        return MetricView.of(table)
                .map(view -> " [Metric view](exploring.md#metric-views) `" + view.name() + "` with the measures "
                        + names(view.measures().keySet()) + ".")
                .orElse("");
    }

    private static String names(Collection<String> columns) {
        return columns.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
