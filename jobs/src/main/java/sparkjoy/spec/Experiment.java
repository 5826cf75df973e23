package sparkjoy.spec;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One experiment: its arms and their weights by epoch, and what it is judged by. */
public record Experiment(
        @Explain("what the assignment hash was salted with; by PlanOut's rule it is"
                        + " `experiment.parameter`; unset: assignments are not replayed")
                Optional<String> salt,
        @Explain("the share at which a unit lies, where it is not hashed by PlanOut's rule: Spark SQL number from 0 to"
                        + " below 1 over `salt` and `unit_id`; a unit is given the first arm whose weight, added to"
                        + " those before it, is a larger share of all")
                Optional<String> hash,
        @Explain("arm to the version of a model that it serves, as models:/NAME/VERSION or models:/NAME@ALIAS, or"
                        + " none, for the model graph")
                Map<String, String> arms,
        @Explain("the arm that the others are compared with") String baseline,
        @Explain("first day, UTC") LocalDate from,
        @Explain("the day after the last, UTC; unset: the experiment has no end date") Optional<LocalDate> to,
        @Explain("the arms by epoch, in order of their first day; the first starts no later than the experiment")
                List<Weights> weights,
        @Explain("which event exposes a unit and starts its windows") Exposure exposedBy,
        @Explain("names of the metrics that decide the experiment") List<String> metrics,
        @Explain("those of the metrics that decide nothing on their own: corrected for multiple testing"
                        + " among themselves; a harm to one still prevents a win")
                List<String> secondary,
        @Explain("columns of a unit's first event by which health and readout are broken down")
                List<Dimension> dimensions,
        @Explain("the accepted false positive rate: intervals contain the effect with probability 1 - alpha")
                double alpha,
        @Explain("how p values are adjusted for multiple testing") Correction correction,
        @Explain("the prior of relative effects, for chance to win and expected loss; unset: no prior, so"
                        + " that the data alone decide")
                Optional<Belief> prior,
        @Explain("how long before its first exposure a unit's events count as its history") Duration history,
        @Explain("the share of units in arms without a weight up to which these are left out and counted, like 0.005;"
                        + " 0: any such unit withholds the readout")
                double strayShare,
        @Explain("units in arms without a weight withhold the readout if so many are less likely than this where"
                        + " stray_share is the true share (binomial test)")
                double strayAlpha,
        @Explain("shows the readout despite a sample ratio mismatch, not despite a leak: the reason, which"
                        + " is recorded in the tables")
                Optional<String> srmOverride,
        @Explain("shows the readout despite units in arms without a weight (LEAK), not despite a sample"
                        + " ratio mismatch: the reason, which is recorded in the tables")
                Optional<String> leakOverride) {

    public Experiment {
        arms = Frozen.map(arms);
        weights = List.copyOf(weights);
        metrics = List.copyOf(metrics);
        secondary = List.copyOf(secondary);
        dimensions = List.copyOf(dimensions);
    }

    /** Which events show that a unit has met its variant. */
    public enum Exposure {
        @Explain("events of action exposure that carry the experiment and a variant")
        EXPOSURE,
        @Explain("every event that carries the experiment and a variant, where no exposure is logged")
        ANY_EVENT
    }

    /** A column of gold.assignments by whose values units are told apart. */
    public enum Dimension {
        VERTICAL,
        PLATFORM,
        APP_VERSION
    }

    /** How p values are adjusted for many tests. */
    public enum Correction {
        @Explain("controls the chance of any false positive (family-wise error rate)")
        HOLM,
        @Explain("controls the share of false positives among all positives (false discovery rate)")
        BENJAMINI_HOCHBERG
    }

    /** A normal distribution of relative effects. */
    public record Belief(
            @Explain("the expected change, as a share of the baseline, like 0") double mean,
            @Explain("standard deviation of the change, as a share of the baseline, like 0.1") double sd) {}

    /** Arms and their weights from a day on, until the next epoch; any positive scale. */
    public record Weights(
            @Explain("first day of the epoch, UTC") LocalDate from,
            @Explain("arm to weight, on any positive scale; 0 means that nobody should be in the arm")
                    Map<String, BigDecimal> arms) {

        public Weights {
            arms = Frozen.map(arms);
        }
    }
}
