package sparkjoy.experiment.statistics;

/**
 * What is believed of an effect before the data: a normal distribution.
 *
 * @param mean in the unit of the effect
 * @param variance above 0 in that unit squared; infinite for the flat prior
 */
public record Prior(double mean, double variance) {
    /** Nothing is believed: the data decide alone. */
    public static final Prior FLAT = new Prior(0, Double.POSITIVE_INFINITY);

    public Prior {
        if (!Double.isFinite(mean) || !(variance > 0)) {
            throw new IllegalArgumentException("prior of mean " + mean + " and variance " + variance
                    + "; give a finite mean and a variance above 0");
        }
    }

    /** A prior of relative effects in the unit of the metric, by the baseline's value. */
    public Prior times(double baseline) {
        return new Prior(mean * Math.abs(baseline), variance * baseline * baseline);
    }
}
