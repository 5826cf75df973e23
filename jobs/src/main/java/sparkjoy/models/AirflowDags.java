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
        environment(dag, id);
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
        }
    }

    /** The dump has the environment names that say which model a task is about, and no other. */
    private void environment(Value dag, String id) {
        for (Value task : dag.at("tasks").items()) {
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
