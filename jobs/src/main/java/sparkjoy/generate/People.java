package sparkjoy.generate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Everybody who uses the app; nobody is kept, each is derived from the seed and the user's number. */
final class People {
    private static final long PLACE = 0x70656F706C65L;
    private static final double LOGGED_IN = 0.6;
    private static final double ON_PHONE = 0.65;
    private static final double WRONG_CLOCK = 0.08;
    private static final int WORST_CLOCK = 5 * 3_600_000;
    private static final List<String> NAMES = List.of(
            "Zoë O'Brien",
            "李小龙",
            "José \"Pepe\" García",
            "Łukasz 🍕",
            "Ana\\Maria",
            "Søren",
            "Иван",
            "김민지",
            "Priya",
            "Émile");
    private static final List<String> VERSIONS = List.of("8.14.2", "8.14.1", "8.13.0", "8.12.5", "7.40.9");

    private final Recipe recipe;
    private final Experiment experiment = new Experiment(Experiment.ID);
    private final JsonBuffer text = new JsonBuffer();

    People(Recipe recipe) {
        this.recipe = recipe;
    }

    /** Somebody, the first ones more often. */
    Person any(SplittableRandom random) {
        double draw = random.nextDouble();
        return numbered((int) (recipe.users() * draw * Math.sqrt(draw)));
    }

    Person numbered(int number) {
        SplittableRandom random = new SplittableRandom(Seeds.at(recipe.seed(), PLACE, number));
        boolean isBot = random.nextDouble() < recipe.rates().bot();
        String anonymousId = string(text.clear().uuid(random.nextLong(), random.nextLong()));
        Optional<String> userId =
                !isBot && random.nextDouble() < LOGGED_IN ? Optional.of(userId(number)) : Optional.empty();
        Device device = device(isBot, random);
        Variant given = experiment.variantOf(userId.orElse(anonymousId));
        Standing standing = standing(isBot, random.nextDouble(), random.nextDouble());
        return new Person(
                number,
                random.nextInt(recipe.sourceIds().size()),
                isBot,
                userId,
                anonymousId,
                any(NAMES, random),
                device,
                any(Place.ALL, random),
                any(VERSIONS, random),
                standing,
                logged(standing, given),
                0.4 + 1.2 * random.nextDouble(),
                random.nextDouble() < WRONG_CLOCK ? random.nextInt(-WORST_CLOCK, WORST_CLOCK) : 0);
    }

    /** The share of users that shop on a phone; only their events come late. */
    static double phoneShare() {
        return ON_PHONE;
    }

    private static Device device(boolean isBot, SplittableRandom random) {
        if (isBot) {
            return any(Device.BOTS, random);
        }
        return any(random.nextDouble() < ON_PHONE ? Device.PHONES : Device.BROWSERS, random);
    }

    private Standing standing(boolean isBot, double group, double fault) {
        Rates rates = recipe.rates();
        if (group < rates.noGroup()) {
            return Standing.OUTSIDE;
        }
        if (isBot) {
            return Standing.VALID;
        }
        if (fault < rates.crossover()) {
            return Standing.CROSSOVER;
        }
        if (fault < rates.crossover() + rates.leak()) {
            return Standing.LEAK;
        }
        return fault < rates.crossover() + rates.leak() + rates.hashFault() ? Standing.HASH_FAULT : Standing.VALID;
    }

    private static Variant logged(Standing standing, Variant given) {
        return switch (standing) {
            case OUTSIDE -> Variant.NONE;
            case LEAK -> Variant.MODEL_C;
            case HASH_FAULT -> given.other();
            case VALID, CROSSOVER -> given;
        };
    }

    /** A different id for each number: multiplying by an odd number permutes the 40-bit numbers. */
    private String userId(int number) {
        long scattered = (number + 1L) * 0x9E3779B97F4A7C15L;
        return string(text.clear().add("usr_").hex(scattered & 0xFFFFFFFFFFL, 10));
    }

    private static String string(JsonBuffer ascii) {
        return new String(ascii.array(), 0, ascii.size(), StandardCharsets.US_ASCII);
    }

    private static <T> T any(List<T> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
