package sparkjoy.models;

import java.util.List;
import java.util.Optional;

/** Reads Airflow's REST API v2: all DAGs, when each succeeded last, and the assets that their tasks write. */
record AirflowApiReader(Findings findings, Rest rest) {
    private static final String DAGS = "/api/v2/dags";
    private static final String ASSETS = "/api/v2/assets";

    void read() {
        Pages pages = new Pages(rest, findings);
        AirflowDags dags = new AirflowDags(findings);
        List<Value> found = pages.byOffset(DAGS + "?limit=100", "dags");
        for (Value dag : found) {
            Optional<Value> runs = pages.one(DAGS + "/" + Pages.encoded(dag.textAt("dag_id"))
                    + "/dagRuns?state=success&order_by=-run_after&limit=1");
            dags.dag(
                    dag,
                    runs.flatMap(answer ->
                                    answer.at("dag_runs").items().stream().findFirst())
                            .flatMap(run -> run.find("end_date")));
        }
        if (!found.isEmpty()) {
            pages.byOffset(ASSETS + "?limit=100", "assets").forEach(dags::asset);
        }
    }
}
