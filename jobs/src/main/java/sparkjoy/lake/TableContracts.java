package sparkjoy.lake;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sparkjoy.spec.Tables;

/** The contracts of all tables that are not declared as views, read from the jar: one file a table. */
public final class TableContracts {
    private final Map<String, TableContract> contracts = new LinkedHashMap<>();

    public TableContracts() {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory()).registerModule(new Jdk8Module());
        Tables.CONTRACT.forEach(name -> contracts.put(name, read(yaml, name)));
    }

    public List<TableContract> all() {
        return List.copyOf(contracts.values());
    }

    public Optional<TableContract> find(String table) {
        return Optional.ofNullable(contracts.get(table));
    }

    private static TableContract read(ObjectMapper yaml, String name) {
        try (InputStream file = TableContracts.class.getResourceAsStream("/sparkjoy/tables/" + name + ".yaml")) {
            Sheet sheet = yaml.readValue(file, new TypeReference<Sheet>() {});
            return sheet.contract(name);
        } catch (IOException e) {
            throw new UncheckedIOException("The contract of " + name + " cannot be read", e);
        }
    }

    /** A contract file as it is written. */
    private record Sheet(
            String grain,
            List<String> key,
            List<String> partitioned_by,
            Optional<List<String>> sorted_by,
            List<String> statistics,
            LinkedHashMap<String, String> columns,
            Optional<Meaning> semantics) {

        TableContract contract(String name) {
            List<TableContract.Column> described = columns.entrySet().stream()
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
