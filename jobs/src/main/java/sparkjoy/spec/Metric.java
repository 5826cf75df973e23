package sparkjoy.spec;

import java.time.Duration;
import java.util.Optional;

/** What experiments are judged by: a number of each unit, from what it did within a window after its first exposure. */
public record Metric(
        @Explain("how units become one number of an arm") Kind kind,
        @Explain("what is summed over a unit's events") Quantity numerator,
        @Explain("what a ratio divides by, summed in the same way; only for kind ratio") Optional<Quantity> denominator,
        @Explain("only for kind quantile: the share of values that lie below it, like 0.5 for the median or 0.95")
                Optional<Double> quantile,
        @Explain("only for kind quantile: whose values it is of; the variance of events counts a unit's"
                        + " events as alike")
                QuantileOf quantileOf,
        @Explain("how long after its first exposure a unit's events count; a unit enters when it is over")
                Duration window,
        @Explain("winsorisation: numerators above the value that this share of all arms' units above 0 does not exceed"
                        + " count as that value, like 0.999; unset: no cap")
                Optional<Double> cap,
        @Explain("guardrail: must not get worse; never a reason to choose a variant; excluded from the"
                        + " multiple-testing correction")
                boolean guardrail,
        @Explain("only for a guardrail: the harm that is accepted, as a share of the baseline, like 0.01;"
                        + " no variant wins"
                        + " before a larger one is excluded at alpha (non-inferiority); unset: any harm that is"
                        + " beyond"
                        + " chance counts")
                Optional<Double> margin,
        @Explain("which way is better") Direction direction,
        @Explain("the fewest units that each arm needs before it has numbers, at least 2") int minimumUnits,
        @Explain("the smallest change worth finding, as a share of the baseline, like 0.02") double mde) {

    /** How units become one number of an arm. */
    public enum Kind {
        @Explain("the share of units whose numerator is above 0")
        PROPORTION,
        @Explain("the mean of the numerator over units")
        MEAN,
        @Explain("the sum of numerators over the sum of denominators, such as clicks over impressions")
        RATIO,
        @Explain("the value below which a share of all values lies, such as the median or the 95th percentile; without"
                + " history")
        QUANTILE
    }

    /** Whose values a quantile is of. */
    public enum QuantileOf {
        @Explain("a unit has one value: its numerator, 0 without an event")
        UNITS,
        @Explain("each event has a value: numerator.value of each, without summing")
        EVENTS
    }

    /** Which way is better. */
    public enum Direction {
        @Explain("more is better")
        UP,
        @Explain("less is better")
        DOWN
    }

    /** A sum over some of a unit's events. Bots are left out; an order counts once, as in the KPIs. */
    public record Quantity(
            @Explain("the canonical action of the events; unset: any") Optional<String> action,
            @Explain("Spark SQL condition on the columns of silver.events; unset: none") Optional<String> where,
            @Explain("Spark SQL number that is summed, over the columns of silver.events, and for orders amount,"
                            + " refunded and cancelled in the reporting currency; unset: an event counts 1, an"
                            + " impression as kpis.impression says")
                    Optional<String> value) {}
}
