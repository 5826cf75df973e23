package sparkjoy.spec;

import java.util.ArrayList;
import java.util.List;

/** The tables that a specification may name: those of the contract and one for each view. */
public final class Tables {
    /** Tables with a contract, in the order of the layers. */
    public static final List<String> CONTRACT = List.of(
            "bronze.files",
            "bronze.segment_logs",
            "bronze.quarantine",
            "silver.events",
            "silver.rejected",
            "gold.kpi_hourly",
            "gold.kpi_daily",
            "gold.attribution",
            "gold.assignments",
            "gold.assignment_health",
            "gold.experiment_units",
            "gold.experiment_readout",
            "gold.freshness",
            "ops.runs",
            "ops.reconciliation",
            "ops.backfills",
            "ops.conflicts",
            "ops.id_days",
            "ops.order_days",
            "ops.order_links",
            "meta.model_nodes",
            "meta.model_edges",
            "meta.model_crawls");

    /** What `joy sql` and `joy serve` have in addition, over tables with measures. */
    static final List<String> METRIC_VIEWS =
            List.of("gold.kpi_daily_metrics", "gold.attribution_metrics", "gold.assignments_metrics");

    private static final List<String> LAYERS = List.of("logs", "bronze", "silver", "gold");

    private final List<String> names;

    private Tables(List<String> names) {
        this.names = names;
    }

    static Tables of(Place spec) {
        List<String> names = new ArrayList<>(CONTRACT);
        spec.at("views").entries().keySet().forEach(view -> names.add("gold." + view));
        return new Tables(names);
    }

    /** These and the deliveries of each source, `logs.<source>`. */
    Tables withLogs(Place spec) {
        List<String> more = new ArrayList<>(names);
        spec.at("sources").entries().keySet().forEach(source -> more.add("logs." + source));
        return new Tables(more);
    }

    void checkKnown(Place place) {
        place.text()
                .filter(table -> !names.contains(table))
                .ifPresent(table -> place.complain(
                        "unknown table " + Secrets.shown(table) + Nearest.hint(table, names) + suggestion(table)));
    }

    private String suggestion(String table) {
        return Nearest.to(table, names).isPresent()
                ? ""
                : "; write it as layer.name, like silver.events or gold.<view>";
    }

    /** How high a table lies; -1 for layers outside the flow, such as ops. */
    static int height(String table) {
        return LAYERS.indexOf(table.replaceAll("\\..*", ""));
    }

    static String layer(int height) {
        return LAYERS.get(height);
    }
}
