package sparkjoy.generate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one experiment of the logs: Model_A against Model_B, 90 to 10, by PlanOut's weighted choice. */
final class Experiment {
    static final String ID = "home_ranking";
    static final String NAME = "Ranking of the home feed";
    private static final double WEIGHT_OF_A = 0.9;
    private static final double SCALE = 0xFFFFFFFFFFFFFFFL;

    private final String salt;
    private final MessageDigest digest;

    /** @param salt what the hash is salted with */
    Experiment(String salt) {
        this.salt = salt;
        try {
            digest = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Variant variantOf(String unit) {
        return shareOf(unit) <= WEIGHT_OF_A ? Variant.MODEL_A : Variant.MODEL_B;
    }

    /** The first 15 hexadecimal digits of SHA-1(salt.unit) over the greatest such number. */
    double shareOf(String unit) {
        byte[] hash = digest.digest((salt + "." + unit).getBytes(StandardCharsets.UTF_8));
        long first = 0;
        for (int at = 0; at < Long.BYTES; at++) {
            first = (first << 8) | (hash[at] & 0xFF);
        }
        return (first >>> 4) / SCALE;
    }
}
