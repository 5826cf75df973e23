package sparkjoy.experiment.statistics;

import java.util.random.RandomGenerator;

/**
 * Users of a shop, each with a taste and a reach of its own: impressions are heavy-tailed (log-normal, the top hundredth
 * sees over a tenth of all), clicks come by the user's own rate, so impressions of one user are not independent.
 */
final class Shoppers {
    /** The mean of a user's rate, 0.02 + 0.2 u² for u uniform. */
    static final double RATE = 0.02 + 0.2 / 3;

    private final RandomGenerator random;
    private final double lift;

    /** With this share of clicks more than otherwise. */
    Shoppers(RandomGenerator random, double lift) {
        this.random = random;
        this.lift = lift;
    }

    /** Adds users with their clicks and impressions, now and before. */
    Moments addTo(Moments moments, int users) {
        for (int i = 0; i < users; i++) {
            double taste = random.nextDouble();
            double rate = 0.02 + 0.2 * taste * taste;
            double reach = 1.5 + 1.1 * random.nextGaussian();
            int impressions = impressions(reach);
            int before = impressions(reach);
            moments.add(clicks(impressions, rate * (1 + lift)), impressions, clicks(before, rate), before);
        }
        return moments;
    }

    private int impressions(double reach) {
        return 1 + (int) Math.exp(reach + 0.4 * random.nextGaussian());
    }

    private int clicks(int impressions, double rate) {
        int clicks = 0;
        for (int i = 0; i < impressions; i++) {
            clicks += random.nextDouble() < rate ? 1 : 0;
        }
        return clicks;
    }
}
