package sparkjoy.spec;

import java.util.List;

/** Each verb has arguments that it can work with, and a group_by its summarise. */
final class StepRules {
    private StepRules() {}

    static void check(Place steps, Tables tables) {
        List<Place> items = steps.items();
        String before = "";
        for (int index = 0; index < items.size(); index++) {
            Place step = items.get(index);
            step.entries().forEach((verb, argument) -> checkVerb(verb, argument, tables));
            String verb = verb(step);
            if (verb.equals("summarise") && !before.equals("group_by")) {
                step.complain("summarise follows no group_by; put - group_by: [columns] before it");
            }
            if (verb.equals("group_by") && (index + 1 == items.size() || !isSummary(items.get(index + 1)))) {
                step.complain("group_by is followed by no summarise; put - summarise: {column: aggregate} after it");
            }
            before = verb;
        }
    }

    private static String verb(Place step) {
        return step.entries().keySet().stream().findFirst().orElse("");
    }

    /** Whether a step is a summarise, or a slip of the pen for one, which is reported on its own. */
    private static boolean isSummary(Place step) {
        return Nearest.to(verb(step), List.of("summarise")).isPresent();
    }

    private static void checkVerb(String verb, Place argument, Tables tables) {
        switch (verb) {
            case "filter" -> Sql.checkExpression(argument);
            case "select" -> {
                needsSome(argument);
                argument.items().forEach(Sql::checkNamedExpression);
            }
            case "arrange" -> {
                needsSome(argument);
                argument.items().forEach(Sql::checkExpression);
            }
            case "group_by" -> argument.items().forEach(Sql::checkNamedExpression);
            case "drop_na", "distinct" -> argument.items().forEach(Sql::checkColumn);
            case "rename" -> {
                needsSome(argument);
                NameRules.checkColumns(argument);
                argument.entries().values().forEach(Sql::checkColumn);
            }
            case "mutate", "summarise" -> checkColumns(argument);
            case "join" -> checkJoin(argument, tables);
            case "count" -> {
                argument.at("by").items().forEach(Sql::checkNamedExpression);
                argument.at("as").text().ifPresent(name -> NameRules.checkColumn(name, argument.at("as")));
            }
            case "pivot" -> checkPivot(argument);
            case "head" -> LimitRules.checkRange(argument, Integer.MAX_VALUE);
            default -> {}
        }
    }

    private static void checkJoin(Place join, Tables tables) {
        tables.checkKnown(join.at("table"));
        needsSome(join.at("by"));
        join.at("by").items().forEach(Sql::checkColumn);
    }

    private static void checkPivot(Place pivot) {
        Sql.checkColumn(pivot.at("column"));
        needsSome(pivot.at("values"));
        checkColumns(pivot.at("summarise"));
    }

    private static void checkColumns(Place columns) {
        needsSome(columns);
        NameRules.checkColumns(columns);
        columns.entries().values().forEach(Sql::checkExpression);
    }

    private static void needsSome(Place place) {
        if (place.isEmpty()) {
            place.complain("is empty; name at least one");
        }
    }
}
