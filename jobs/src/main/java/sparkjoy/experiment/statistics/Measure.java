package sparkjoy.experiment.statistics;

/** What is known of one unit for one metric: the columns of gold.experiment_units, in the metric's own unit. */
public enum Measure {
    /** value_num: orders, clicks, money; the value itself where the metric is not a ratio. */
    NUMERATOR(0),
    /** value_den: what a ratio divides by, such as impressions; 1 where the metric is not a ratio. */
    DENOMINATOR(1),
    /** pre_num: the numerator before the first exposure, 0 without history. */
    PRE_NUMERATOR(2),
    /** pre_den: the denominator before the first exposure, 0 without history. */
    PRE_DENOMINATOR(3);

    private final int index;

    Measure(int index) {
        this.index = index;
    }

    /** Its place among the four, from 0. */
    public int index() {
        return index;
    }
}
