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
import sparkjoy.spec.Tables;

/** The contracts of all tables that are not declared as views, read from the jar: one file a table. */
public final class TableContracts {
    /** They are the same for every lake, and read once. */
    private static final Map<String, TableContract> CONTRACTS = contracts();

    private static Map<String, TableContract> contracts() {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory()).registerModule(new Jdk8Module());
        Map<String, Sheet> sheets = new LinkedHashMap<>();
        Tables.CONTRACT.forEach(name -> sheets.put(name, read(yaml, name)));
        Map<String, TableContract> contracts = new LinkedHashMap<>();
        sheets.forEach((name, sheet) -> contracts.put(name, sheet.contract(name, sheets)));
        return Collections.unmodifiableMap(contracts);
    }

    public List<TableContract> all() {
        return List.copyOf(CONTRACTS.values());
    }

    public Optional<TableContract> find(String table) {
        return Optional.ofNullable(CONTRACTS.get(table));
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
