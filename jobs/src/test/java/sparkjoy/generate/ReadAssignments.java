package sparkjoy.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who was in which variant, from the Experiment Viewed calls that were read. */
final class ReadAssignments {
    private final Map<String, Long> units = new TreeMap<>();
    private long crossovers;
    private long unknown;
    private long mismatches;

    Truth.Assignments of(List<JsonNode> exposures) {
        Map<String, Set<String>> variants = new HashMap<>();
        Set<String> bots = new HashSet<>();
        long botExposures = 0;
        for (JsonNode call : exposures) {
            if (Recount.isBot(call)) {
                botExposures++;
                bots.add(Recount.unit(call));
            } else {
                variants.computeIfAbsent(Recount.unit(call), unit -> new TreeSet<>())
                        .add(Recount.property(call, "variation_name"));
            }
        }
        variants.forEach(this::take);
        return new Truth.Assignments(
                units, crossovers, unknown, mismatches, bots.size(), exposures.size(), botExposures);
    }

    private void take(String unit, Set<String> variants) {
        String variant = variants.iterator().next();
        if (variants.size() > 1) {
            crossovers++;
        } else if (variant.equals("Model_C")) {
            unknown++;
        } else {
            units.merge(variant, 1L, Long::sum);
            mismatches += variant.equals(expected(unit)) ? 0 : 1;
        }
    }

    private static String expected(String unit) {
        try {
            byte[] text = ("home_ranking." + unit).getBytes(StandardCharsets.UTF_8);
            String hash =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
            double share = new BigInteger(hash.substring(0, 15), 16).doubleValue() / 0xFFFFFFFFFFFFFFFL;
            return share <= 0.9 ? "Model_A" : "Model_B";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
