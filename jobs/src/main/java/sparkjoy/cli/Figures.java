package sparkjoy.cli;

import java.util.Locale;
import java.util.Optional;

/** Numbers of experiments for a terminal, in as many digits as a reader needs. */
final class Figures {
    static final String NONE = "-";

    private Figures() {}

    static String count(long units) {
        return String.format(Locale.ROOT, "%,d", units);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3g", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%+.2f%%", 100 * share);
    }

    static String p(double value) {
        return value < 0.0001 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", value);
    }

    static String p(Optional<Double> value) {
        return value.map(Figures::p).orElse(NONE);
    }

    /** The level of intervals, such as "95%". */
    static String level(double alpha) {
        return String.format(Locale.ROOT, "%s%%", Math.round(100_000 * (1 - alpha)) / 1000.0)
                .replace(".0%", "%");
    }
}
