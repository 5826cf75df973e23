package sparkjoy.experiment.statistics;

/** From low to high, in the unit of the effect. */
public record Interval(double low, double high) {

    static Interval around(double middle, double halfWidth) {
        return new Interval(middle - halfWidth, middle + halfWidth);
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
