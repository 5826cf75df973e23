package sparkjoy.init;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sparkjoy.review.SpecLine;
import sparkjoy.run.Amount;
import sparkjoy.spec.Identity;
import sparkjoy.terminal.Printable;

/**
 * Experiments as a specification would declare them, in comments: no log says which arm is the baseline.
 *
 * @param salts that were found, by experiment
 * @param hasExposures whether events say who was exposed
 */
record ExperimentText(Map<String, ExperimentSeen> experiments, Map<String, SaltSeen> salts, boolean hasExposures) {
    private static final int WHOLE = 100;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (experiments.isEmpty()) {
            return lines;
        }
        lines.add("");
        experiments.forEach((id, seen) -> lines.add("# ASK: " + Printable.line(Question.ofExperiment(id, seen))));
        lines.add("# experiments:");
        experiments.forEach((id, seen) -> {
            lines.add("#   " + SpecLine.quoted(id) + ":");
            experiment(seen, Optional.ofNullable(salts.get(id))).forEach(line -> lines.add("#     " + line));
        });
        return lines;
    }

    private List<String> experiment(ExperimentSeen seen, Optional<SaltSeen> salt) {
        Map<String, String> weights = salt.map(ExperimentText::weights).orElseGet(() -> shares(seen));
        List<String> lines = new ArrayList<>();
        lines.add("# seen from " + seen.first() + " to " + seen.last() + "; "
                + Amount.of(seen.inSeveral(), "unit was", "units were") + " in more than one arm");
        salt.ifPresent(found -> lines.addAll(salt(found)));
        leftOut(seen, weights).ifPresent(lines::add);
        lines.add("baseline: " + SpecLine.quoted(Collections.min(weights.keySet())));
        lines.add("from: " + seen.first());
        if (!hasExposures) {
            lines.add("exposed_by: any_event");
        }
        lines.add("weights: [{from: " + seen.first() + ", arms: {"
                + weights.entrySet().stream()
                        .map(arm -> SpecLine.quoted(arm.getKey()) + ": " + arm.getValue())
                        .collect(Collectors.joining(", "))
                + "}}]");
        return lines;
    }

    /** The salt stays a comment where it is valid for other ids than the ones that the specification names. */
    private static List<String> salt(SaltSeen salt) {
        String evidence = "# " + Printable.line(salt.evidence());
        String line = "salt: " + SpecLine.quoted(salt.salt());
        return salt.unit() == Identity.Unit.USER_OR_ANONYMOUS
                ? List.of(evidence, line)
                : List.of(
                        evidence,
                        "# " + line + "  # needs identity.unit: "
                                + salt.unit().name().toLowerCase(Locale.ROOT));
    }

    private static Optional<String> leftOut(ExperimentSeen seen, Map<String, String> weights) {
        List<String> others = seen.arms().keySet().stream()
                .filter(arm -> !weights.containsKey(arm))
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("# arms left out, with fewer than " + SaltSeen.FEWEST + " units that saw no other arm: "
                        + Printable.line(String.join(", ", others)));
    }

    /** Arms stay in the order of the hash. */
    private static Map<String, String> weights(SaltSeen salt) {
        Map<String, String> weights = new LinkedHashMap<>();
        salt.weights().forEach((arm, weight) -> weights.put(arm, weight.toPlainString()));
        return weights;
    }

    private static Map<String, String> shares(ExperimentSeen seen) {
        Map<String, String> shares = new TreeMap<>();
        seen.arms().keySet().forEach(arm -> shares.put(arm, String.valueOf(Math.round(WHOLE * seen.share(arm)))));
        return shares;
    }
}
