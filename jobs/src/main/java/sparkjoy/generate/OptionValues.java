package sparkjoy.generate;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/** The options' texts read as values; what cannot be read is noted and replaced by the default. */
record OptionValues(Map<Option, String> texts, Problems problems) {

    long whole(Option option) {
        try {
            return Long.parseLong(text(option).replace("_", ""));
        } catch (NumberFormatException unreadable) {
            problems.unless(
                    false, "%s is '%s': give a whole number, such as %s".formatted(option.key(), text(option), 1000));
            return Long.parseLong(option.fallback().isEmpty() ? "1" : option.fallback());
        }
    }

    int small(Option option, long value) {
        problems.unless(
                value == (int) value,
                "%s is %s: give a number from %s to %s".formatted(option.key(), value, 1, Integer.MAX_VALUE));
        return (int) value;
    }

    double number(Option option) {
        try {
            return Double.parseDouble(text(option));
        } catch (NumberFormatException unreadable) {
            problems.unless(false, "%s is '%s': give a number, such as 0.01".formatted(option.key(), text(option)));
            return Double.parseDouble(option.fallback());
        }
    }

    LocalDate day(Option option) {
        try {
            return LocalDate.parse(text(option));
        } catch (DateTimeParseException unreadable) {
            problems.unless(false, "%s is '%s': give a day, such as 2026-03-02".formatted(option.key(), text(option)));
            return LocalDate.parse(option.fallback());
        }
    }

    List<String> words(Option option) {
        return List.of(text(option).split("\\s*,\\s*", -1));
    }

    Rates rates() {
        try {
            return shares();
        } catch (GenerateException wrong) {
            problems.unless(false, wrong.getMessage());
            return new OptionValues(Map.of(), problems).shares();
        }
    }

    private Rates shares() {
        return new Rates(
                number(Option.DUPLICATE_RATE),
                number(Option.CONFLICT_RATE),
                number(Option.LATE_RATE),
                number(Option.MALFORMED_RATE),
                number(Option.OLD_FOLDER_RATE),
                number(Option.BOT_RATE),
                number(Option.NO_GROUP_RATE),
                number(Option.CROSSOVER_RATE),
                number(Option.LEAK_RATE),
                number(Option.HASH_FAULT_RATE),
                number(Option.ORDER_TWICE_RATE),
                number(Option.USD_RATE));
    }

    private String text(Option option) {
        return texts.getOrDefault(option, option.fallback());
    }
}
