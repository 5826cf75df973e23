package sparkjoy.experiment;

/** The tables that the jobs of experiments read and write. */
final class ExperimentTables {
    static final String EVENTS = "silver.events";
    static final String ASSIGNMENTS = "gold.assignments";
    static final String HEALTH = "gold.assignment_health";
    static final String UNITS = "gold.experiment_units";
    static final String READOUT = "gold.experiment_readout";

    private ExperimentTables() {}
}
