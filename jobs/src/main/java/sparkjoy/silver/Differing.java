package sparkjoy.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;

/** In which keys two calls with the same id differ. */
final class Differing {
    private static final MapType OBJECT = DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType);
    /** Objects whose own keys are told apart. */
    private static final List<String> OBJECTS = List.of("properties", "traits", "context");

    private Differing() {}

    /**
     * The keys whose values differ, in order: those of the call, and those of its properties, traits and context. When a
     * call was sent and received counts as no difference, nor does the time that Segment computes from that where
     * the device says the same.
     *
     * @param one payload
     * @param other payload
     */
    static Column keys(Column one, Column other) {
        Column a = object(one);
        Column b = object(other);
        Column all = differing(a, b, "");
        for (String name : OBJECTS) {
            all = concat(all, differing(object(valueOf(a, name)), object(valueOf(b, name)), name + "."));
        }
        Column original = valueOf(a, "originalTimestamp");
        Column isSentAgain = original.isNotNull().and(original.eqNullSafe(valueOf(b, "originalTimestamp")));
        return array_sort(array_except(
                all, when(isSentAgain, names("sentAt", "timestamp")).otherwise(names("sentAt"))));
    }

    private static Column differing(Column a, Column b, String prefix) {
        Column keys = array_except(
                array_union(map_keys(a), map_keys(b)),
                prefix.isEmpty() ? names("receivedAt", OBJECTS.toArray(String[]::new)) : array());
        return transform(
                filter(keys, key -> not(try_element_at(a, key).eqNullSafe(try_element_at(b, key)))),
                key -> concat(lit(prefix), key));
    }

    private static Column names(String first, String... others) {
        Column[] names = new Column[others.length + 1];
        names[0] = lit(first);
        for (int index = 0; index < others.length; index++) {
            names[index + 1] = lit(others[index]);
        }
        return array(names);
    }

    private static Column valueOf(Column object, String key) {
        return try_element_at(object, lit(key));
    }

    private static Column object(Column json) {
        return coalesce(from_json(json, OBJECT, Map.of()), map().cast(OBJECT));
    }
}
