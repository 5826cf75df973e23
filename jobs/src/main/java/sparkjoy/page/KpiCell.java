package sparkjoy.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The measures of one part of the business over time, one list per measure.
 *
 * @param times days as 2026-03-02, or hours as 2026-03-02 13:00, in order; those without a row are not in it
 * @param measures values by column, in the order of the times; an amount is a text
 */
record KpiCell(
        String vertical,
        String service,
        String experiment,
        String variant,
        List<String> times,
        Map<String, List<Object>> measures) {
    static final String ALL = "(all)";
    static final List<String> MEASURES = List.of(
            "gmv",
            "gmv_net",
            "gmv_cancelled",
            "gmv_refunded",
            "orders",
            "orders_cancelled",
            "orders_refunded",
            "users",
            "users_clicked",
            "users_ordered",
            "sessions",
            "sessions_ordered",
            "impressions",
            "clicks",
            "adds_to_cart",
            "checkouts",
            "user_ctr");

    /** How many cells one value of a dimension has about: an experiment's arms and their total. */
    static final int PER_VALUE = 3;

    /** Without a row yet. */
    static KpiCell of(List<String> parts) {
        Map<String, List<Object>> measures = new LinkedHashMap<>();
        MEASURES.forEach(measure -> measures.put(measure, new ArrayList<>()));
        return new KpiCell(parts.get(0), parts.get(1), parts.get(2), parts.get(3), new ArrayList<>(), measures);
    }

    void add(String time, Row row) {
        times.add(time);
        measures.forEach((measure, values) -> values.add(Rounded.of(row.getAs(measure))));
    }

    KpiCell last(int count) {
        int from = Math.max(0, times.size() - count);
        Map<String, List<Object>> kept = new LinkedHashMap<>();
        measures.forEach((measure, values) -> kept.put(measure, values.subList(from, values.size())));
        return new KpiCell(vertical, service, experiment, variant, times.subList(from, times.size()), kept);
    }

    @JsonIgnore
    boolean isEverything() {
        return kind().isEmpty();
    }

    /** Which columns tell it from everything. */
    @JsonIgnore
    String kind() {
        return (vertical.equals(ALL) ? "" : "vertical ")
                + (service.equals(ALL) ? "" : "service ")
                + (experiment.equals(ALL) ? "" : "experiment");
    }

    /** By which cells are kept where there are too many. */
    @JsonIgnore
    long size() {
        return measures.get("impressions").stream()
                .mapToLong(value -> value instanceof Number number ? number.longValue() : 0)
                .sum();
    }
}
