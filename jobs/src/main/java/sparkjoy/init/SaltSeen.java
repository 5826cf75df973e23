package sparkjoy.init;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sparkjoy.spec.Identity;

/**
 * The salt with which PlanOut's hash gives the sampled units the arms that they saw.
 *
 * @param unit whose id is hashed
 * @param units that the hash was compared with
 * @param matched units to which it gives their arm
 * @param cuts the weights that fit
 */
record SaltSeen(String salt, Identity.Unit unit, int units, int matched, CutWeights cuts) {
    /** With fewer units in an arm, one of several salts may fit by chance. */
    static final int FEWEST = 12;

    /** Units of each arm that are tried before all are. */
    private static final int FIRST_LOOK = 100;

    private static final double MATCHED_AT_FIRST = 0.9;
    private static final double MATCHED = 0.98;
    private static final double LARGEST = 0xFFFFFFFFFFFFFFFL;
    private static final List<String> PARAMETERS =
            List.of("variant", "variation", "treatment", "treatment_group", "group", "arm");

    /**
     * Tries salts as PlanOut makes them: the experiment's name, alone or with the name of a parameter.
     *
     * @param parameters names under which calls hold the variant
     */
    static Optional<SaltSeen> of(String experiment, ExperimentSeen seen, Collection<String> parameters) {
        Set<String> salts = new LinkedHashSet<>(List.of(experiment));
        parameters.forEach(parameter -> salts.add(experiment + "." + parameter));
        PARAMETERS.forEach(parameter -> salts.add(experiment + "." + parameter));
        for (Identity.Unit kind : seen.kinds()) {
            Map<String, String> armByUnit = inOneArm(seen.armsByUnit(kind));
            Map<String, String> some = someOfEachArm(armByUnit);
            for (String salt : salts) {
                if (isPlausible(cut(salt, some))) {
                    Optional<SaltSeen> found = of(salt, kind, armByUnit);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Units that saw one arm, without the arms of too few units. */
    private static Map<String, String> inOneArm(Map<String, Set<String>> armsByUnit) {
        Map<String, String> armByUnit = new LinkedHashMap<>();
        armsByUnit.entrySet().stream()
                .filter(unit -> unit.getValue().size() == 1)
                .sorted(Map.Entry.comparingByKey())
                .forEach(unit ->
                        armByUnit.put(unit.getKey(), unit.getValue().iterator().next()));
        Map<String, Long> sizes =
                armByUnit.values().stream().collect(Collectors.groupingBy(arm -> arm, Collectors.counting()));
        armByUnit.values().removeIf(arm -> sizes.get(arm) < FEWEST);
        return armByUnit;
    }

    /** The first units of each arm, so that a rare arm is among them. */
    private static Map<String, String> someOfEachArm(Map<String, String> armByUnit) {
        Map<String, Integer> taken = new HashMap<>();
        Map<String, String> some = new LinkedHashMap<>();
        armByUnit.forEach((unit, arm) -> {
            if (taken.merge(arm, 1, Integer::sum) <= FIRST_LOOK) {
                some.put(unit, arm);
            }
        });
        return some;
    }

    private static boolean isPlausible(HashCut cut) {
        return cut.arms().size() > 1
                && sum(cut.matched()) >= MATCHED_AT_FIRST * cut.placed().size();
    }

    private static Optional<SaltSeen> of(String salt, Identity.Unit kind, Map<String, String> armByUnit) {
        HashCut cut = cut(salt, armByUnit);
        Map<String, Integer> matched = cut.matched();
        Map<String, Long> all =
                armByUnit.values().stream().collect(Collectors.groupingBy(arm -> arm, Collectors.counting()));
        return cut.arms().stream().allMatch(arm -> matched.get(arm) >= MATCHED * all.get(arm))
                ? Optional.of(new SaltSeen(salt, kind, armByUnit.size(), sum(matched), cut.weights()))
                : Optional.empty();
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(count -> count).sum();
    }

    private static HashCut cut(String salt, Map<String, String> armByUnit) {
        MessageDigest sha1 = sha1();
        return HashCut.of(armByUnit.entrySet().stream()
                .map(unit -> new HashCut.Placed(share(sha1, salt, unit.getKey()), unit.getValue()))
                .toList());
    }

    /** The first 15 hexadecimal digits of SHA-1(salt.unit) over the greatest such number. */
    private static double share(MessageDigest sha1, String salt, String unit) {
        byte[] hash = sha1.digest((salt + "." + unit).getBytes(StandardCharsets.UTF_8));
        long first = 0;
        for (int at = 0; at < Long.BYTES; at++) {
            first = (first << Byte.SIZE) | (hash[at] & 0xFF);
        }
        return (first >>> 4) / LARGEST;
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Arms in the order of the hash. */
    Map<String, BigDecimal> weights() {
        return cuts.roundest();
    }

    /** What the hash gives, in words. */
    String evidence() {
        return String.format(
                "PlanOut's hash with the salt %s gives %,d of %,d %s the arm that they saw; weights that fit: %s",
                salt, matched, units, ids(), cuts.text());
    }

    private String ids() {
        return switch (unit) {
            case USER_OR_ANONYMOUS, STITCHED -> "units";
            case USER -> "user ids";
            case ANONYMOUS -> "anonymous ids";
        };
    }
}
