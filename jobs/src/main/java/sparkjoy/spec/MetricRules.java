package sparkjoy.spec;

import java.util.Collection;
import java.util.List;

/** A metric has what its kind needs and can be computed from events; experiments name metrics that there are. */
final class MetricRules {
    private MetricRules() {}

    static void check(Place spec) {
        spec.at("metrics").entries().values().forEach(MetricRules::checkMetric);
        Collection<String> known = spec.at("metrics").entries().keySet();
        spec.at("experiments").entries().values().forEach(experiment -> {
            List<String> metrics = experiment.at("metrics").texts();
            List<String> secondary = experiment.at("secondary").texts();
            experiment.at("metrics").items().forEach(name -> checkKnown(name, known, metrics));
            experiment.at("secondary").items().forEach(name -> checkSecondary(name, metrics, secondary, spec));
        });
    }

    private static void checkSecondary(Place name, List<String> metrics, List<String> secondary, Place spec) {
        String metric = name.text().orElse("");
        if (!metric.isEmpty() && !metrics.contains(metric)) {
            name.complain(
                    Secrets.shown(metric) + " is not among the experiment's metrics" + Nearest.hint(metric, metrics));
        }
        if (spec.at("metrics").at(metric).at("guardrail").value(Boolean.class).orElse(false)) {
            name.complain("is a guardrail, which is not secondary; remove it here, or set guardrail: false");
        }
        checkTwice(name, metric, secondary);
    }

    private static void checkMetric(Place metric) {
        String kind = metric.at("kind").text().orElse("");
        Place denominator = metric.at("denominator");
        if (kind.equals("ratio") && denominator.isEmpty()) {
            denominator.complain("is missing: a ratio divides by it; write denominator: {action: impression}");
        } else if (!kind.equals("ratio") && !denominator.isEmpty()) {
            denominator.complain("is for kind ratio only; write kind: ratio, or leave it out");
        }
        if (kind.equals("proportion")) {
            refuse(metric.at("cap"), "a proportion counts a unit as 0 or 1; leave cap out, or write kind: mean");
            refuse(
                    metric.at("numerator").at("value"),
                    "a proportion asks whether a unit has such an event; leave value out, or write kind: mean");
        }
        checkQuantile(metric, kind);
        checkQuantity(metric.at("numerator"));
        if (!denominator.isEmpty()) {
            checkQuantity(denominator);
        }
        LimitRules.checkPositive(metric.at("window"));
        LimitRules.checkWithin(metric.at("cap"), 0, 1, "0.999");
        LimitRules.checkWithin(metric.at("mde"), 0, Double.POSITIVE_INFINITY, "0.02");
        LimitRules.checkWithin(metric.at("margin"), 0, 1, "0.01");
        if (!metric.at("guardrail").value(Boolean.class).orElse(false)) {
            refuse(metric.at("margin"), "is for guardrails only; write guardrail: true, or leave it out");
        }
        metric.at("minimum_units")
                .value(Integer.class)
                .filter(units -> units < 2)
                .ifPresent(units -> metric.at("minimum_units")
                        .complain(units + " is too few: a variance needs two units per arm; write 2 or more"));
    }

    private static void checkQuantile(Place metric, String kind) {
        Place quantile = metric.at("quantile");
        if (!kind.equals("quantile")) {
            refuse(quantile, "is for kind quantile only; write kind: quantile, or leave it out");
            if (metric.at("quantile_of").text().filter("events"::equals).isPresent()) {
                metric.at("quantile_of").complain("is for kind quantile only; write kind: quantile, or leave it out");
            }
            return;
        }
        if (quantile.isEmpty()) {
            quantile.complain("is missing: write quantile: 0.5 for the median, 0.95 for the 95th percentile");
        }
        LimitRules.checkWithin(quantile, 0, 1, "0.95");
        refuse(metric.at("cap"), "a quantile is not moved by few large values; leave cap out, or write kind: mean");
        if (metric.at("quantile_of").text().filter("events"::equals).isPresent()
                && metric.at("numerator").at("value").isEmpty()) {
            metric.at("numerator")
                    .complain("has no value: each event would count 1; write value: the number of an event, such as"
                            + " revenue, or quantile_of: units");
        }
    }

    private static void refuse(Place place, String message) {
        if (!place.isEmpty()) {
            place.complain(message);
        }
    }

    private static void checkQuantity(Place quantity) {
        Place action = quantity.at("action");
        if (action.isEmpty() && quantity.at("where").isEmpty()) {
            quantity.complain("selects no events: write an action, {action: click}, or a condition, {where: ...}");
        }
        ActionRules.checkKnown(action);
        Sql.checkExpression(quantity.at("where"));
        Sql.checkExpression(quantity.at("value"));
    }

    private static void checkKnown(Place name, Collection<String> known, List<String> named) {
        String metric = name.text().orElse("");
        if (!metric.isEmpty() && !known.contains(metric)) {
            name.complain("unknown metric " + Secrets.shown(metric) + Nearest.hint(metric, known));
        }
        checkTwice(name, metric, named);
    }

    private static void checkTwice(Place name, String metric, List<String> named) {
        if (named.indexOf(metric) != named.lastIndexOf(metric)) {
            name.complain("is named twice; keep one of the two");
        }
    }
}
