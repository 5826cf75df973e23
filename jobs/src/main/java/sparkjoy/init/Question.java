package sparkjoy.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What logs cannot say.
 *
 * @param key of the specification that waits for the answer
 */
public record Question(String key, String text) {
    /** All questions that a sample leaves open, in the order of the specification. */
    static List<Question> of(Inference inference, Forecast forecast) {
        List<Question> questions = new ArrayList<>();
        inference
                .consent()
                .ifPresent(consent -> questions.add(new Question(
                        "consent.required",
                        "which categories must be true for an event to be used? " + consent.evidence()
                                + "; until this is set, all events are used.")));
        money(inference, forecast, questions);
        forecast.experiments()
                .forEach((id, seen) ->
                        questions.add(new Question("experiments", ofExperiment(id, seen) + replayed(id, forecast))));
        questions.add(new Question("pipelines.main.owner", "who is asked when the pipeline breaks?"));
        return questions;
    }

    private static void money(Inference inference, Forecast forecast, List<Question> questions) {
        Map<String, Long> currencies = forecast.currencies();
        if (currencies.size() != 1) {
            String seen = currencies.isEmpty()
                    ? "No order names a currency."
                    : "Orders name " + String.join(", ", currencies.keySet()) + "; the others need rates.";
            questions.add(new Question("currency.reporting", "which currency should reports use? " + seen));
        }
        if (inference.mayBeCents()) {
            questions.add(new Question(
                    "currency.rates",
                    "are amounts in cents? All amounts of orders are whole numbers. If they are, use the rate below."));
        }
        Guess revenue = inference.columns().get("revenue");
        boolean isUnclear = revenue.isSure() && !revenue.taken().get(0).match().isSure();
        if (isUnclear) {
            questions.add(
                    new Question(
                            "kpis.amount",
                            "does " + revenue.taken().get(0).path()
                                    + " include shipping and tax? If it does, map it to `total` and set kpis.amount to total."));
        }
    }

    /** What logs cannot say about an experiment. */
    static String ofExperiment(String id, ExperimentSeen seen) {
        return "which arm of " + id
                + " is the baseline, when did it start, and what are the intended weights? Seen: " + shares(seen)
                + ".";
    }

    private static String replayed(String id, Forecast forecast) {
        return Optional.ofNullable(forecast.salts().get(id))
                .map(salt -> " " + salt.evidence() + ".")
                .orElse("");
    }

    private static String shares(ExperimentSeen seen) {
        return seen.arms().entrySet().stream()
                .map(arm -> String.format(
                        "%s %,d units (%.1f %%)", arm.getKey(), arm.getValue(), 100 * seen.share(arm.getKey())))
                .collect(Collectors.joining(", "));
    }
}
