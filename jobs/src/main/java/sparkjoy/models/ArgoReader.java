package sparkjoy.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds retraining jobs in manifests: WorkflowTemplates and CronWorkflows of Argo, and CronJobs. */
record ArgoReader(Findings findings, String labels) {
    private static final Set<String> KINDS =
            Set.of("WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow", "CronJob");

    void read(List<Manifest> manifests) {
        List<Manifest> jobs = manifests.stream()
                .filter(manifest -> KINDS.contains(manifest.kind()))
                .toList();
        Map<String, Manifest> byName = new LinkedHashMap<>();
        jobs.forEach(job -> byName.putIfAbsent(job.kind() + "/" + job.namespace() + "/" + job.name(), job));
        Map<String, List<Retraining>> byTemplate = new LinkedHashMap<>();
        jobs.forEach(job -> byTemplate.put(job.kind() + "/" + job.namespace() + "/" + job.name(), retrained(job)));
        jobs.forEach(job -> job(job, byTemplate, byName));
    }

    /** A model that a job retrains, and where that is written. */
    private record Retraining(Target target, String evidence, Confidence confidence, String ref) {}

    private void job(Manifest job, Map<String, List<Retraining>> byTemplate, Map<String, Manifest> byName) {
        String id = id(job);
        boolean isNew = findings.node(
                GraphNode.of(NodeKind.TRAINING_JOB, id, job.name())
                        .with(attributes(job))
                        .ownedBy(job.mark(labels + "/owner").flatMap(Value::find)),
                job.ref());
        if (!isNew) {
            findings.error(
                    job.ref(),
                    job.kind() + " " + job.namespace() + "/" + job.name() + " is written twice; the first counts");
            return;
        }
        reads(job, id);
        job.mark(labels + "/writes").ifPresent(writes -> writes(writes, id, "", writes.ref()));
        templates(job).forEach(template -> Optional.ofNullable(
                        byName.get("WorkflowTemplate/" + job.namespace() + "/" + template.textAt()))
                .flatMap(found -> found.mark(labels + "/writes"))
                .ifPresent(writes ->
                        writes(writes, id, "workflowTemplateRef " + template.textAt() + ", ", template.ref())));
        List<Retraining> all = new ArrayList<>(byTemplate.get(job.kind() + "/" + job.namespace() + "/" + job.name()));
        templates(job).forEach(template -> byTemplate
                .getOrDefault("WorkflowTemplate/" + job.namespace() + "/" + template.textAt(), List.of())
                .forEach(found -> all.add(new Retraining(
                        found.target(),
                        "workflowTemplateRef " + template.textAt() + ", " + found.evidence() + " (" + found.ref() + ")",
                        found.confidence(),
                        template.ref()))));
        all.forEach(found -> findings.claim(
                id, EdgeKind.RETRAINS, found.target(), found.evidence(), found.confidence(), found.ref()));
    }

    private static String id(Manifest job) {
        String system = job.kind().equals("CronJob") ? "k8s" : "argo";
        return "job:" + system + "/" + job.namespace() + "/" + job.kind() + "/" + job.name();
    }

    private static Map<String, String> attributes(Manifest job) {
        Map<String, String> attributes = new TreeMap<>(Map.of("kind", job.kind()));
        Value spec = job.value().at("spec");
        List<String> schedules = new ArrayList<>(spec.at("schedules").texts());
        spec.find("schedule").ifPresent(schedules::add);
        if (!schedules.isEmpty()) {
            attributes.put("schedule", String.join("; ", schedules));
        }
        spec.find("suspend").ifPresent(text -> attributes.put("suspended", text));
        return attributes;
    }

    private List<Retraining> retrained(Manifest job) {
        List<Retraining> found = new ArrayList<>();
        job.mark(labels + "/model")
                .ifPresent(model -> found.add(new Retraining(
                        Target.Model.named(model.textAt()),
                        labels + "/model = " + model.textAt(),
                        Confidence.DECLARED,
                        model.ref())));
        for (Value container : Containers.below(job.value().at("spec"))) {
            for (Value entry : container.at("env").items()) {
                if (entry.textAt("name").equals("MODEL_NAME")
                        && entry.find("value").isPresent()) {
                    String name = entry.textAt("value");
                    found.add(new Retraining(
                            Target.Model.named(name),
                            "env MODEL_NAME = " + name,
                            Confidence.GUESSED,
                            entry.at("value").ref()));
                }
            }
        }
        return found;
    }

    /** The templates that a workflow runs. */
    private static List<Value> templates(Manifest job) {
        return List.of(
                        job.value().at("spec", "workflowSpec", "workflowTemplateRef", "name"),
                        job.value().at("spec", "workflowTemplateRef", "name"))
                .stream()
                .filter(name -> name.find().isPresent())
                .toList();
    }

    private void reads(Manifest job, String id) {
        job.mark(labels + "/reads")
                .ifPresent(reads -> Tables.named(reads.textAt()).forEach(table -> {
                    findings.node(Tables.node(table), reads.ref());
                    findings.edge(
                            id,
                            EdgeKind.READS,
                            "table:" + table,
                            labels + "/reads = " + reads.textAt(),
                            Confidence.DECLARED,
                            reads.ref());
                }));
    }

    /** A table depends on the job that writes it. */
    private void writes(Value writes, String id, String by, String ref) {
        Tables.named(writes.textAt()).forEach(table -> {
            findings.node(Tables.node(table), ref);
            findings.edge(
                    "table:" + table,
                    EdgeKind.PRODUCED_BY,
                    id,
                    by + labels + "/writes = " + writes.textAt(),
                    Confidence.DECLARED,
                    ref);
        });
    }
}
