package sparkjoy.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sparkjoy.review.SpecLine;
import sparkjoy.run.Amount;
import sparkjoy.terminal.Printable;

/** Experiments as a specification would declare them, in comments: no log says which arm is the baseline. */
record ExperimentText(Forecast forecast, List<Question> questions) {
    private static final int WHOLE = 100;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (forecast.experiments().isEmpty()) {
            return lines;
        }
        lines.add("");
        questions.stream()
                .filter(question -> question.key().equals("experiments"))
                .forEach(question -> lines.add("# ASK: " + Printable.line(question.text())));
        lines.add("# experiments:");
        forecast.experiments().forEach((id, seen) -> {
            String day = seen.first().toString();
            lines.add("#   " + SpecLine.quoted(id) + ":");
            lines.add("#     # seen from " + day + " to " + seen.last() + "; "
                    + Amount.of(seen.inSeveral(), "unit was", "units were") + " in more than one arm");
            Optional<SaltSeen> salt = Optional.ofNullable(forecast.salts().get(id));
            salt.ifPresent(found -> {
                lines.add("#     # " + Printable.line(found.evidence()));
                lines.add("#     salt: " + SpecLine.quoted(found.salt()));
            });
            lines.add("#     baseline: "
                    + SpecLine.quoted(seen.arms().keySet().iterator().next()));
            lines.add("#     from: " + day);
            if (forecast.count("exposure") == 0) {
                lines.add("#     exposed_by: any_event");
            }
            lines.add("#     weights: [{from: " + day + ", arms: {"
                    + salt.map(ExperimentText::weights).orElseGet(() -> weights(seen)) + "}}]");
        });
        return lines;
    }

    private static String weights(SaltSeen salt) {
        return salt.weights().entrySet().stream()
                .map(arm ->
                        SpecLine.quoted(arm.getKey()) + ": " + arm.getValue().toPlainString())
                .collect(Collectors.joining(", "));
    }

    private static String weights(ExperimentSeen seen) {
        return seen.arms().keySet().stream()
                .map(arm -> SpecLine.quoted(arm) + ": " + Math.round(WHOLE * seen.share(arm)))
                .collect(Collectors.joining(", "));
    }
}
