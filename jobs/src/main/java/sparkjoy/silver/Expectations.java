package sparkjoy.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import sparkjoy.spec.Consent;
import sparkjoy.spec.Expectation;
import sparkjoy.spec.Expectation.OnFail;

/** Consent and the specification's expectations as columns over silver.events. A condition that is null counts as met. */
record Expectations(ConsentRule consent, Map<String, Expectation> declared) {

    /** Consent where it is missing, else the first rejecting expectation that a row breaks, else null; a failing one raises an error. */
    Column brokenRule() {
        Column rejected = coalesce(Stream.concat(
                        named(OnFail.REJECT).map(rule -> when(isBroken(rule), lit(rule.getKey()))),
                        Stream.of(lit(null).cast("string")))
                .toArray(Column[]::new));
        Column broken = named(OnFail.FAIL)
                .reduce(
                        rejected,
                        (column, rule) -> when(isBroken(rule), failure(rule)).otherwise(column),
                        (a, b) -> b);
        return when(not(col("has_consent")), lit(Consent.RULE)).otherwise(broken);
    }

    /** The condition of a rule, or the consent that is missing. */
    Column reason(Column rule) {
        return named(OnFail.REJECT)
                .reduce(
                        when(rule.equalTo(Consent.RULE), lit(consent.reason())),
                        (column, named) -> when(
                                        rule.equalTo(named.getKey()),
                                        lit(named.getValue().condition()))
                                .otherwise(column),
                        (a, b) -> b);
    }

    /** Whether a row breaks each of the expectations that only warn, by their names. */
    Map<String, Column> warnings() {
        return named(OnFail.WARN)
                .collect(Collectors.toMap(Map.Entry::getKey, Expectations::isBroken, (a, b) -> a, TreeMap::new));
    }

    private Stream<Map.Entry<String, Expectation>> named(OnFail onFail) {
        return declared.entrySet().stream().filter(rule -> rule.getValue().onFail() == onFail);
    }

    private static Column isBroken(Map.Entry<String, Expectation> rule) {
        return coalesce(expr("NOT (" + rule.getValue().condition() + ")"), lit(false));
    }

    private static Column failure(Map.Entry<String, Expectation> rule) {
        return raise_error(concat(
                        lit("The expectation " + rule.getKey() + " ("
                                + rule.getValue().condition() + ") must hold, but does not at "),
                        expr("path"),
                        lit(" line "),
                        expr("line_number")))
                .cast("string");
    }
}
