package sparkjoy.run;

import java.util.List;
import java.util.Optional;
import sparkjoy.spec.JobContract;
import sparkjoy.spec.Spec;

/** One step of a pipeline: from the tables that it reads to the rows that it writes. Run twice, it changes nothing the second time. */
public interface Job {
    String name();

    /** What the job does, in a sentence; by default as jobs.yaml says, like its tables. */
    default String contract() {
        return JobContract.of(name()).contract();
    }

    /** Tables as `layer.name`. */
    default List<String> reads() {
        return JobContract.of(name()).reads();
    }

    default List<String> writes() {
        return JobContract.of(name()).writes();
    }

    /** Whether it can recompute some event days and leave the others, and replaces each of them as a whole. */
    default boolean replacesWholeDays() {
        return false;
    }

    /** Whether it takes its leases itself; otherwise the run takes one, so that one run of it at a time works on a lake. */
    default boolean managesOwnLeases() {
        return false;
    }

    /** How far it looks beyond what is new, with the keys of the specification that say so; empty: not at all. */
    default Optional<String> lookBack(Spec spec) {
        return Optional.empty();
    }

    /**
     * Why there is nothing to do, where the logs of the tables say so; empty: there is, or it takes a query to know. It is asked
     * before the job takes its lease.
     */
    default Optional<String> nothingNew(Workspace workspace) {
        return Optional.empty();
    }

    /** What {@link #run} would do now; changes nothing. A job that is only run by hand does what its options say. */
    default Pending pending(Workspace workspace) {
        return Pending.of(contract());
    }

    Outcome run(Workspace workspace);
}
