package sparkjoy.generate;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What to generate: a recipe gives the same logs wherever it is followed.
 *
 * @param events about how many distinct valid events
 * @param days how many days of events
 * @param from the first day of events, UTC
 * @param seed another seed, other logs
 * @param users how many users there are
 * @param sourceIds Segment's source ids; each user belongs to one
 * @param linesPerFile a delivery with more lines is split
 * @param clickLift relative effect of Model_B on the click-through rate
 * @param rates how often each trouble happens
 */
public record Recipe(
        long events,
        int days,
        LocalDate from,
        long seed,
        int users,
        List<String> sourceIds,
        int linesPerFile,
        double clickLift,
        Rates rates) {

    private static final long EVENTS_PER_USER = 25;
    private static final int FEWEST_USERS = 50;
    private static final int MOST_USERS = 100_000_000;
    private static final int MOST_DAYS = 3660;
    private static final int MOST_SOURCES = 16;

    public Recipe {
        sourceIds = List.copyOf(sourceIds);
        Problems problems = new Problems();
        problems.unless(events > 0, "events is %s: give at least 1".formatted(events));
        problems.unless(days > 0 && days <= MOST_DAYS, "days is %s: give 1 to %s".formatted(days, MOST_DAYS));
        problems.unless(
                from.getYear() >= 2000 && from.getYear() < 2090,
                "from is %s: give a day from 2000 to 2089".formatted(from));
        problems.unless(users > 0 && users <= MOST_USERS, "users is %s: give 1 to %s".formatted(users, MOST_USERS));
        problems.unless(
                !sourceIds.isEmpty() && sourceIds.size() <= MOST_SOURCES,
                "sources are %s: give 1 to %s".formatted(sourceIds.size(), MOST_SOURCES));
        problems.unless(
                new HashSet<>(sourceIds).size() == sourceIds.size(),
                "sources %s repeat: name each once".formatted(sourceIds));
        for (String id : sourceIds) {
            problems.unless(
                    id.matches("[A-Za-z0-9_-]{1,64}"),
                    "source '%s' is not a valid id: use letters, digits, '-' and '_'".formatted(id));
        }
        problems.unless(linesPerFile > 0, "lines-per-file is %s: give at least 1".formatted(linesPerFile));
        problems.unless(clickLift >= -1 && clickLift <= 4, "click-lift is %s: give -1 to 4".formatted(clickLift));
        problems.refuse();
    }

    /** The recipe that all defaults make. */
    public static Recipe defaults() {
        return of(Map.of());
    }

    /**
     * The recipe that the options make, defaults where an option is not given.
     *
     * @param given values by {@link Option#key()}
     * @throws GenerateException with all that is wrong
     */
    public static Recipe of(Map<String, String> given) {
        Problems problems = new Problems();
        Map<Option, String> texts = new EnumMap<>(Option.class);
        given.forEach((key, text) -> {
            problems.unless(
                    Option.named(key).isPresent(),
                    "option '%s' is unknown: did you mean '%s'?".formatted(key, Option.nearest(key)));
            Option.named(key).ifPresent(option -> texts.put(option, text.strip()));
        });
        OptionValues values = new OptionValues(texts, problems);
        Rates rates = values.rates();
        long events = values.whole(Option.EVENTS);
        long users = texts.containsKey(Option.USERS)
                ? values.whole(Option.USERS)
                : Math.min(MOST_USERS, Math.max(FEWEST_USERS, events / EVENTS_PER_USER));
        int days = values.small(Option.DAYS, values.whole(Option.DAYS));
        LocalDate from = values.day(Option.FROM);
        long seed = values.whole(Option.SEED);
        int people = values.small(Option.USERS, users);
        int linesPerFile = values.small(Option.LINES_PER_FILE, values.whole(Option.LINES_PER_FILE));
        double clickLift = values.number(Option.CLICK_LIFT);
        problems.refuse();
        return new Recipe(
                events, days, from, seed, people, values.words(Option.SOURCES), linesPerFile, clickLift, rates);
    }
}
