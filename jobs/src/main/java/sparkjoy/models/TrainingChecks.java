package sparkjoy.models;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether each model is retrained, and in time. */
record TrainingChecks(Graph graph, Instant at) {

    List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        graph.ofKind(NodeKind.MODEL).forEach(model -> {
            List<GraphEdge> jobs = graph.reaching(model.id(), EdgeKind.RETRAINS).stream()
                    .filter(edge -> edge.confidence() != Confidence.GUESSED)
                    .toList();
            if (jobs.isEmpty() && !model.attribute("tag.retrain").equals("never")) {
                found.add(missing(model));
            }
            late(model, jobs).ifPresent(found::add);
        });
        return found;
    }

    private static Finding missing(GraphNode model) {
        return new Finding(
                Finding.Check.NO_RETRAIN_JOB,
                model.id(),
                "No job is known to retrain the model " + model.name(),
                model.sourceRef(),
                "Tag its Airflow DAG model:" + model.name() + ", or label its Argo workflow; or set the model's tag"
                        + " retrain to never.");
    }

    /** Late where all of its jobs are: the newest success of any of them counts. */
    private Optional<Finding> late(GraphNode model, List<GraphEdge> jobs) {
        Optional<GraphEdge> slowest = Optional.empty();
        Optional<Duration> cadence = Optional.empty();
        Optional<Instant> last = Optional.empty();
        for (GraphEdge edge : jobs) {
            GraphNode job = graph.node(edge.from());
            Optional<Duration> own = cadence(job);
            if (own.isPresent()
                    && cadence.filter(known -> known.compareTo(own.get()) <= 0).isEmpty()) {
                cadence = own;
                slowest = Optional.of(edge);
            }
            Optional<Instant> success = time(job.attribute("last_success"));
            last = newest(last, success);
        }
        if (cadence.isEmpty()) {
            return Optional.empty();
        }
        last = last.or(() -> trained(model));
        Instant due = at.minus(cadence.get().multipliedBy(2));
        if (last.isEmpty() || !last.get().isBefore(due)) {
            return Optional.empty();
        }
        GraphNode job = graph.node(slowest.orElseThrow().from());
        String paused = job.attribute("suspended").equalsIgnoreCase("true") ? "; the job is paused" : "";
        return Optional.of(new Finding(
                Finding.Check.RETRAIN_LATE,
                model.id(),
                "The model " + model.name() + " was last trained at " + last.get() + ", though " + job.id()
                        + " should run every " + text(cadence.get()) + paused,
                job.sourceRef(),
                "Look at the last runs of " + job.name() + "."));
    }

    private static Optional<Duration> cadence(GraphNode job) {
        return Optional.of(job.attribute("schedule_seconds"))
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .filter(every -> !every.isZero())
                .or(() -> Cadence.of(job.attribute("schedule")));
    }

    /** Argo does not keep when a job succeeded: then the newest version says when the model was trained. */
    private Optional<Instant> trained(GraphNode model) {
        return graph.reaching(model.id(), EdgeKind.VERSION_OF).stream()
                .flatMap(edge -> graph.node(edge.from()).sourceAt().stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> newest(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || other.filter(time -> time.isAfter(one.get())).isPresent() ? other.or(() -> one) : one;
    }

    private static Optional<Instant> time(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String text(Duration every) {
        return every.toHours() >= 48
                ? every.toDays() + " days"
                : every.toHours() >= 2 ? every.toHours() + " hours" : every.toMinutes() + " minutes";
    }
}
