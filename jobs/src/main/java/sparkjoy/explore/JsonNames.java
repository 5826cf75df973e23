package sparkjoy.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of columns as keys of one JSON object, in which a reader finds the last of two equal keys alone. */
public record JsonNames(List<String> columns) {
    public JsonNames {
        columns = List.copyOf(columns);
    }

    /** A column whose name an earlier one has is `name_2`, `name_3`, …, the first that no column has. */
    public List<String> unique() {
        Set<String> taken = new HashSet<>(columns);
        Set<String> given = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            String name = column;
            if (!given.add(name)) {
                int number = 2;
                while (!taken.add(column + "_" + number)) {
                    number++;
                }
                name = column + "_" + number;
            }
            names.add(name);
        }
        return names;
    }

    /** New name to the name that an earlier column has. */
    public Map<String, String> renamed() {
        Map<String, String> renamed = new LinkedHashMap<>();
        List<String> unique = unique();
        for (int index = 0; index < columns.size(); index++) {
            if (!unique.get(index).equals(columns.get(index))) {
                renamed.put(unique.get(index), columns.get(index));
            }
        }
        return renamed;
    }
}
