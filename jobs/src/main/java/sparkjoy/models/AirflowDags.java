package sparkjoy.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** DAGs as nodes, from REST and from the dump alike: tags, owners, schedule, last success, and the models that they retrain. */
record AirflowDags(Findings findings) {
    private static final String MODEL_TAG = "model:";
    private static final String READS_TAG = "reads:";
    private static final String WRITES_TAG = "writes:";

    /**
     * Notes one DAG.
     *
     * @param dag as Airflow's API v2 describes it; the dump has the same keys
     * @param lastSuccess end of the newest run that succeeded, where it is known
     */
    void dag(Value dag, Optional<String> lastSuccess) {
        Optional<String> name = dag.find("dag_id");
        if (name.isEmpty()) {
            findings.error(dag.ref(), "a DAG has no dag_id");
            return;
        }
        String id = "job:airflow/" + name.get();
        Map<String, String> attributes = new TreeMap<>(Map.of("kind", "DAG"));
        dag.find("timetable_summary").ifPresent(text -> attributes.put("schedule", text));
        dag.find("is_paused").ifPresent(text -> attributes.put("suspended", text));
        dag.find("next_dagrun_logical_date").ifPresent(text -> attributes.put("next_run", text));
        lastSuccess.or(() -> dag.find("last_success")).ifPresent(text -> attributes.put("last_success", text));
        dag.find("schedule_seconds").ifPresent(text -> attributes.put("schedule_seconds", text));
        Optional<String> owner = dag.at("owners").texts().stream()
                .filter(text -> !text.equals("airflow"))
                .findFirst();
        findings.node(
                GraphNode.of(NodeKind.TRAINING_JOB, id, name.get())
                        .with(attributes)
                        .ownedBy(owner),
                dag.at("dag_id").ref());
        tags(dag).forEach(tag -> tag(id, tag));
        tasks(dag, id);
    }

    /** The API gives tags as objects, the dump as texts. */
    private static List<Value> tags(Value dag) {
        List<Value> tags = new ArrayList<>();
        dag.at("tags").items().forEach(tag -> tags.add(tag.isMapping() ? tag.at("name") : tag));
        return tags;
    }

    private void tag(String id, Value tag) {
        String text = tag.textAt();
        if (text.startsWith(MODEL_TAG)) {
            findings.claim(
                    id,
                    EdgeKind.RETRAINS,
                    Target.Model.named(text.substring(MODEL_TAG.length())),
                    "tag " + text,
                    Confidence.DECLARED,
                    tag.ref());
        } else if (text.startsWith(READS_TAG)) {
            String table = text.substring(READS_TAG.length());
            findings.node(Tables.node(table), tag.ref());
            findings.edge(id, EdgeKind.READS, "table:" + table, "tag " + text, Confidence.DECLARED, tag.ref());
        } else if (text.startsWith(WRITES_TAG)) {
            writes(text.substring(WRITES_TAG.length()), id, "tag " + text, tag.ref());
        }
    }

    /** An asset that tasks of DAGs write, as Airflow's API describes it; its name is that of a table. */
    void asset(Value asset) {
        for (Value task : asset.at("producing_tasks").items()) {
            String dag = "job:airflow/" + task.textAt("dag_id");
            writes(
                    asset.textAt("name"),
                    dag,
                    "outlet of the task " + task.textAt("task_id"),
                    asset.at("name").ref());
        }
    }

    private void writes(String table, String job, String evidence, String ref) {
        findings.node(Tables.node(table), ref);
        findings.edge("table:" + table, EdgeKind.PRODUCED_BY, job, evidence, Confidence.DECLARED, ref);
    }

    /** The dump has what tasks write, and of their environment the names that say which model a task is about. */
    private void tasks(Value dag, String id) {
        for (Value task : dag.at("tasks").items()) {
            for (Value outlet : task.at("outlets").items()) {
                writes(outlet.textAt(), id, "outlet of the task " + task.textAt("task_id"), outlet.ref());
            }
            Value model = task.at("env", "MODEL_NAME");
            model.find()
                    .ifPresent(name -> findings.claim(
                            id,
                            EdgeKind.RETRAINS,
                            Target.Model.named(name),
                            "task " + task.textAt("task_id") + ", env MODEL_NAME = " + name,
                            Confidence.GUESSED,
                            model.ref()));
        }
    }
}
