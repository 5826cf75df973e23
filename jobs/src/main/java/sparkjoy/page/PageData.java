package sparkjoy.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Spec;

/**
 * All that the page shows, as one document.
 *
 * @param experiments in the order of the specification
 * @param missing tables that no run has written yet
 * @param shortened what was left out so that the page stays small; empty where nothing was
 */
public record PageData(
        String lake,
        Instant madeAt,
        Optional<Kpis> kpis,
        List<ExperimentPage> experiments,
        Optional<Attributed> attribution,
        DataHealth health,
        TableLineage lineage,
        Optional<ModelGraph> models,
        List<String> missing,
        Optional<Limits> shortened) {
    static final List<String> TABLES = List.of(
            "bronze.files",
            "silver.events",
            "gold.kpi_daily",
            "gold.attribution",
            "gold.assignments",
            "gold.experiment_readout",
            "gold.freshness",
            "ops.runs");

    /** Of a lake that may be empty. */
    public static PageData of(Lake lake, Spec spec, Pipelines pipelines, Instant now) {
        return new PageData(
                spec.lake(),
                now,
                Kpis.of(lake, spec),
                ExperimentPage.all(lake, spec),
                Attributed.of(lake, spec),
                DataHealth.of(lake, spec, pipelines, now),
                TableLineage.of(lake, spec, pipelines),
                ModelGraph.of(lake),
                Stream.concat(TABLES.stream(), spec.views().keySet().stream().map(view -> "gold." + view))
                        .filter(table -> !lake.exists(table))
                        .toList(),
                Optional.empty());
    }

    /** With no more days and values than the limits allow. */
    PageData within(Limits limits) {
        return new PageData(
                lake,
                madeAt,
                kpis.map(found -> found.within(limits)),
                experiments.stream().map(one -> one.within(limits)).toList(),
                attribution.map(found -> found.within(limits)),
                health.within(limits),
                lineage,
                models.map(found -> found.within(limits)),
                missing,
                Optional.of(limits));
    }
}
