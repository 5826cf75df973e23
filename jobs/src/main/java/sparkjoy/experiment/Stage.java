package sparkjoy.experiment;

import java.util.Locale;

/** How far a unit has come in its experiment; the first stage with a mismatch shows what broke. */
enum Stage {
    /** Some event carries its variant. */
    ASSIGNED,
    /** It has an exposure event. */
    EXPOSED,
    /** It is exposed and no bot. */
    AFTER_BOT_FILTER,
    /** It is VALID, exposed, and the shortest window of the experiment's metrics is over. */
    READOUT;

    /** As the tables write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a mismatch here withholds the readout: bots are left out there, so what they do at first does not count. */
    boolean isBlocking() {
        return this == AFTER_BOT_FILTER || this == READOUT;
    }
}
