package sparkjoy.experiment.statistics;

/**
 * Looking as often as one likes: the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas
 * (2021), equations 9, 155 and 161. Its p equals that of the normal mixture SPRT with mixing variance rho² N SE².
 *
 * @param alpha of the whole sequence of looks
 * @param tuning the number of units of both arms at which the interval is narrowest, by default 5000
 */
public record Sequential(double alpha, double tuning) {
    public static final double DEFAULT_TUNING = 5000;

    public Sequential {
        Probability.check("alpha", alpha);
        if (!(tuning > 0)) {
            throw new IllegalArgumentException(
                    "tuning is " + tuning + "; give a number of units above 0, such as 5000");
        }
    }

    /** The p of this look; what stays valid over looks is the minimum so far: {@link Looks}. */
    public double pValue(Effect effect) {
        double statistic = effect.estimate() / effect.standardError();
        double scale = scale(effect);
        double shrunk = (scale - 1) / scale;
        return Math.min(1, Math.exp(Math.log(scale) / 2 - shrunk * statistic * statistic / 2));
    }

    /** The interval that holds the true effect at all looks at once with probability 1 - alpha. */
    public Interval interval(Effect effect) {
        double scale = scale(effect);
        double width = Math.sqrt(2 * scale / (scale - 1) * Math.log(Math.sqrt(scale) / alpha));
        return Interval.around(effect.estimate(), effect.standardError() * width);
    }

    /** The standard errors at which the p of a look reaches a level, with so many units of both arms. */
    public double criticalValue(double units, double level) {
        Probability.check("level", level);
        double scale = scale(units);
        return Math.sqrt(2 * scale / (scale - 1) * (Math.log(scale) / 2 - Math.log(level)));
    }

    private double scale(Effect effect) {
        return scale((double) effect.units());
    }

    /** N rho² + 1. */
    private double scale(double units) {
        double logarithm = -2 * Math.log(alpha);
        return units * (logarithm + Math.log(logarithm + 1)) / tuning + 1;
    }
}
