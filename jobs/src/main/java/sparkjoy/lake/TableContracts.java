package sparkjoy.lake;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sparkjoy.spec.Spec;
import sparkjoy.spec.Tables;

/**
 * The contracts of all tables that are not declared as views: those in the jar, one file per table, and the columns that a
 * specification adds to the KPI tables.
 */
public final class TableContracts {
    /** Without columns of a specification; read once. */
    private static final Map<String, TableContract> BUILT_IN = builtIn();

    private static final Set<String> KPIS = Set.of("gold.kpi_hourly", "gold.kpi_daily");

    private final Map<String, TableContract> contracts;

    private TableContracts(Map<String, TableContract> contracts) {
        this.contracts = contracts;
    }

    /** Those in the jar. */
    public static TableContracts ofJar() {
        return new TableContracts(BUILT_IN);
    }

    /** Those of a specification. */
    public static TableContracts of(Spec spec) {
        Map<String, TableContract> contracts = new LinkedHashMap<>(BUILT_IN);
        KPIS.forEach(table -> contracts.computeIfPresent(
                table, (name, contract) -> contract.with(spec.kpis().columns())));
        return new TableContracts(Collections.unmodifiableMap(contracts));
    }

    private static Map<String, TableContract> builtIn() {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory()).registerModule(new Jdk8Module());
        Map<String, Sheet> sheets = new LinkedHashMap<>();
        Tables.CONTRACT.forEach(name -> sheets.put(name, read(yaml, name)));
        Map<String, TableContract> contracts = new LinkedHashMap<>();
        sheets.forEach((name, sheet) -> contracts.put(name, sheet.contract(name, sheets)));
        return Collections.unmodifiableMap(contracts);
    }

    public List<TableContract> all() {
        return List.copyOf(contracts.values());
    }

    public Optional<TableContract> find(String table) {
        return Optional.ofNullable(contracts.get(table));
    }

    private static Sheet read(ObjectMapper yaml, String name) {
        try (InputStream file = TableContracts.class.getResourceAsStream("/sparkjoy/tables/" + name + ".yaml")) {
            return yaml.readValue(file, new TypeReference<Sheet>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("The contract of " + name + " cannot be read", e);
        }
    }

    /**
     * A contract file as it is written.
     *
     * @param columns_of a table whose other columns this one has too, after its own
     */
    private record Sheet(
            String grain,
            List<String> key,
            List<String> partitioned_by,
            Optional<List<String>> sorted_by,
            List<String> statistics,
            LinkedHashMap<String, String> columns,
            Optional<String> columns_of,
            Optional<Meaning> semantics) {

        TableContract contract(String name, Map<String, Sheet> sheets) {
            Map<String, String> all = new LinkedHashMap<>(columns);
            columns_of.ifPresent(other -> sheets.get(other).columns().forEach(all::putIfAbsent));
            List<TableContract.Column> described = all.entrySet().stream()
                    .map(column -> column(column.getKey(), column.getValue()))
                    .toList();
            return new TableContract(
                    name,
                    grain,
                    key,
                    partitioned_by,
                    sorted_by.orElse(List.of()),
                    statistics,
                    described,
                    semantics.map(Meaning::semantics));
        }

        private static TableContract.Column column(String name, String text) {
            int end = text.indexOf("; ");
            return new TableContract.Column(name, text.substring(0, end), text.substring(end + 2));
        }
    }

    /** What a contract file says of measures. */
    private record Meaning(String entity, String time, List<String> totals, LinkedHashMap<String, String> measures) {
        Semantics semantics() {
            return Semantics.of(entity, time, totals, measures);
        }
    }
}
