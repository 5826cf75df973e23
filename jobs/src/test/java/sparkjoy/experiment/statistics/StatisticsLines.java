package sparkjoy.experiment.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Reads one question in JSON a line from standard input and writes one answer a line: what the test in Python compares
 * with public libraries.
 */
final class StatisticsLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Function<JsonNode, ObjectNode>> QUESTIONS = Map.of(
            "effects", StatisticsLines::effects,
            "sample_ratio", StatisticsLines::sampleRatio,
            "corrections", StatisticsLines::corrections,
            "power", StatisticsLines::power,
            "levels", StatisticsLines::levels,
            "margin", StatisticsLines::margin);

    private StatisticsLines() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode question = JSON.readTree(line);
            answers.println(QUESTIONS.get(question.get("ask").asText()).apply(question));
        }
        answers.flush();
    }

    private static ObjectNode effects(JsonNode question) {
        if (question.get("metric").asText().equals("quantile")) {
            return effects(question, quantile("C", question, "control"), quantile("T", question, "variant"));
        }
        Moments control = moments(question.get("control"));
        Moments variant = moments(question.get("variant"));
        List<Moments> both = List.of(control, variant);
        return switch (question.get("metric").asText()) {
            case "proportion" -> effects(question, Arms.proportion("C", control), Arms.proportion("T", variant));
            case "mean" -> effects(question, Arms.mean("C", control), Arms.mean("T", variant));
            case "ratio" -> effects(question, Arms.ratio("C", control), Arms.ratio("T", variant));
            case "mean_with_history" -> effects(question, Cuped.ofMean(both), control, variant);
            case "ratio_with_history" -> effects(question, Cuped.ofRatio(both), control, variant);
            default -> throw new IllegalArgumentException("no such metric: " + question);
        };
    }

    /** Of a sample that Python has taken: n, units, quantile, low, high, and per_unit counts where units have several values. */
    private static Finding<ArmEstimate> quantile(String arm, JsonNode question, String side) {
        JsonNode sample = question.get(side);
        Optional<Moments> perUnit =
                sample.has("per_unit") ? Optional.of(moments(sample.get("per_unit"))) : Optional.empty();
        return Arms.quantile(
                arm,
                question.get("level").asDouble(),
                new QuantileSample(
                        sample.get("units").asLong(),
                        sample.get("n").asLong(),
                        sample.get("quantile").asDouble(),
                        sample.get("low").asDouble(),
                        sample.get("high").asDouble(),
                        perUnit));
    }

    private static ObjectNode effects(JsonNode question, Cuped cuped, Moments control, Moments variant) {
        return effects(question, cuped.adjusted("C", control), cuped.adjusted("T", variant))
                .put("theta", cuped.theta());
    }

    private static ObjectNode effects(JsonNode question, Finding<ArmEstimate> control, Finding<ArmEstimate> variant) {
        Comparison comparison = new Comparison(2);
        ObjectNode answer = JSON.createObjectNode();
        answer.set("absolute", effect(question, comparison.absolute(control, variant)));
        answer.set("relative", effect(question, comparison.relative(control, variant)));
        return answer;
    }

    private static ObjectNode effect(JsonNode question, Finding<Effect> finding) {
        ObjectNode answer =
                JSON.createObjectNode().put("status", finding.status().name());
        finding.value().ifPresent(effect -> {
            double alpha = question.get("alpha").asDouble();
            Sequential sequential = new Sequential(alpha, question.get("tuning").asDouble());
            Prior prior = new Prior(0, question.get("prior_variance").asDouble());
            answer.put("estimate", effect.estimate())
                    .put("standard_error", effect.standardError())
                    .put("degrees_of_freedom", effect.degreesOfFreedom())
                    .put("p_value", effect.pValue())
                    .put("sequential_p_value", sequential.pValue(effect));
            put(answer, "interval", effect.interval(alpha));
            put(answer, "sequential_interval", sequential.interval(effect));
            answer.set("flat", posterior(alpha, Posterior.of(effect, Prior.FLAT)));
            answer.set("proper", posterior(alpha, Posterior.of(effect, prior)));
        });
        return answer;
    }

    private static ObjectNode posterior(double alpha, Posterior posterior) {
        ObjectNode answer = JSON.createObjectNode()
                .put("mean", posterior.mean())
                .put("standard_deviation", posterior.standardDeviation())
                .put("chance_to_win", posterior.chanceToWin())
                .put("expected_loss", posterior.expectedLoss());
        put(answer, "interval", posterior.interval(alpha));
        return answer;
    }

    private static ObjectNode sampleRatio(JsonNode question) {
        Map<String, Long> units = new HashMap<>();
        Map<String, Double> weights = new HashMap<>();
        for (int i = 0; i < question.get("units").size(); i++) {
            units.put("arm" + i, question.get("units").get(i).asLong());
            weights.put("arm" + i, question.get("weights").get(i).asDouble());
        }
        List<WeightsEpoch> epochs = List.of(new WeightsEpoch(units, weights));
        SampleRatio ratio = SampleRatio.of(epochs).value().orElseThrow();
        return JSON.createObjectNode()
                .put("statistic", ratio.statistic())
                .put("p_value", ratio.pValue())
                .put("always_valid", SampleRatioSequence.pValue(epochs));
    }

    private static ObjectNode corrections(JsonNode question) {
        List<OptionalDouble> family = new ArrayList<>();
        question.get("p_values")
                .forEach(p -> family.add(p.isNull() ? OptionalDouble.empty() : OptionalDouble.of(p.asDouble())));
        ObjectNode answer = JSON.createObjectNode();
        for (Correction correction : Correction.values()) {
            ArrayNode adjusted = answer.putArray(correction.name());
            correction.adjusted(family).forEach(p -> p.ifPresentOrElse(adjusted::add, adjusted::addNull));
        }
        return answer;
    }

    private static ObjectNode power(JsonNode question) {
        long units = question.get("units").asLong();
        Effect effect = new Effect(0, question.get("standard_error").asDouble(), units - 2.0, units);
        Power power = new Power(
                question.get("alpha").asDouble(), question.get("power").asDouble());
        return JSON.createObjectNode()
                .put("minimum_detectable", power.minimumDetectable(effect))
                .put(
                        "units_needed",
                        power.unitsNeeded(effect, question.get("target").asDouble()));
    }

    /** The levels of the order statistics of a quantile. */
    private static ObjectNode levels(JsonNode question) {
        double level = question.get("level").asDouble();
        long values = question.get("n").asLong();
        return JSON.createObjectNode()
                .put("low", QuantileSample.low(level, values))
                .put("high", QuantileSample.high(level, values))
                .put("fewest", QuantileSample.fewestValues(level));
    }

    /** The test of a harm as large as a margin; more is better. */
    private static ObjectNode margin(JsonNode question) {
        ArmEstimate control =
                Arms.mean("C", moments(question.get("control"))).value().orElseThrow();
        ArmEstimate variant =
                Arms.mean("T", moments(question.get("variant"))).value().orElseThrow();
        Effect effect = new Comparison(2)
                .absolute(Finding.of(control), Finding.of(variant))
                .value()
                .orElseThrow();
        Effect within = Comparison.withinMargin(
                control, variant, effect, question.get("margin").asDouble(), true);
        return JSON.createObjectNode().put("estimate", within.estimate()).put("standard_error", within.standardError());
    }

    private static Moments moments(JsonNode rows) {
        Moments moments = new Moments();
        rows.forEach(row -> moments.add(
                row.get(0).asDouble(),
                row.get(1).asDouble(),
                row.get(2).asDouble(),
                row.get(3).asDouble()));
        return moments;
    }

    private static void put(ObjectNode answer, String name, Interval interval) {
        answer.putArray(name).add(interval.low()).add(interval.high());
    }
}
