package sparkjoy.spec;

import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.internal.SQLConf;
import sparkjoy.error.UserError;
import sparkjoy.readonly.ReadOnly;

/** Checks that expressions are Spark SQL and only compute ({@link ReadOnly}); whether columns exist is known only at run time. */
final class Sql {
    private static final CatalystSqlParser PARSER = new CatalystSqlParser();

    private Sql() {}

    /** Checks an expression that may carry a name of its own, `price AS amount`. */
    static void checkNamedExpression(Place place) {
        check(place, text -> {
            ReadOnly.checkExpression(PARSER.parseExpression(text));
            return "";
        });
    }

    /** Checks an expression without a name; a name is mostly a forgotten operator: `price quantity`. */
    static void checkExpression(Place place) {
        check(place, text -> {
            Expression expression = PARSER.parseExpression(text);
            ReadOnly.checkExpression(expression);
            return expression instanceof Alias alias
                    ? "an operator or a comma is missing before '" + alias.name() + "'"
                    : "";
        });
    }

    /** Checks the name of a column that is there already; a part of a struct is named with a dot. */
    static void checkColumn(Place place) {
        place.text()
                .filter(text -> !reason(
                                text,
                                name -> PARSER.parseMultipartIdentifier(name).isEmpty() ? "empty" : "")
                        .isEmpty())
                .ifPresent(text ->
                        place.complain(Secrets.shown(text) + " is not a column; write its name, no expression"));
    }

    /** Whether standard SQL reserves a word: Spark reads most of these as a name, other engines do not. */
    static boolean isReserved(String name) {
        SQLConf strict = new SQLConf();
        strict.setConfString("spark.sql.ansi.enabled", "true");
        strict.setConfString("spark.sql.ansi.enforceReservedKeywords", "true");
        return SQLConf.withExistingConf(strict, () -> !reason(
                        name, text -> PARSER.parseTableIdentifier(text).table().isEmpty() ? "empty" : "")
                .isEmpty());
    }

    /** The parser would repeat a part of a secret, which {@link SecretRules} refuses anyway. */
    private static void check(Place place, Parsing parsing) {
        place.text().filter(text -> !Secrets.isKeyOrPassword(text)).ifPresent(text -> {
            try {
                String complaint = reason(text, parsing);
                if (!complaint.isEmpty()) {
                    place.complain("not a Spark SQL expression: " + complaint + " in " + Secrets.shown(text));
                }
            } catch (UserError e) {
                place.complain(e.getMessage() + " The expression is " + Secrets.shown(text));
            }
        });
    }

    private static String reason(String text, Parsing parsing) {
        try {
            return parsing.reason(text);
        } catch (AnalysisException e) {
            return sentence(e.getMessage());
        } catch (StackOverflowError e) {
            throw ReadOnly.tooDeep(e);
        }
    }

    private static String sentence(String message) {
        return message.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("unreadable")
                .replaceAll("^\\[[A-Z_.]+] ", "")
                .replaceAll("\\.? SQLSTATE: [0-9A-Z]+", "");
    }

    /** Spark's parser is Scala and does not declare what it throws. */
    private interface Parsing {
        /** What is wrong beyond syntax; empty if nothing. */
        String reason(String text) throws AnalysisException;
    }
}
