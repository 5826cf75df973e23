package sparkjoy.generate;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Who was exposed to the experiment, while it is being counted. */
final class ExperimentTally {
    private final BitSet seen = new BitSet();
    private final Map<Standing, Count> standings = new EnumMap<>(Standing.class);
    private final Map<Variant, Count> units = new EnumMap<>(Variant.class);
    private long bots;
    private long exposures;
    private long botExposures;

    void exposed(Person person) {
        exposures++;
        botExposures += person.isBot() ? 1 : 0;
        if (!seen.get(person.number())) {
            seen.set(person.number());
            meet(person);
        }
    }

    Truth.Assignments truth() {
        Map<String, Long> byVariant = new TreeMap<>();
        units.forEach((variant, count) -> byVariant.put(variant.label(), count.value()));
        return new Truth.Assignments(
                byVariant,
                Count.of(standings, Standing.CROSSOVER),
                Count.of(standings, Standing.LEAK),
                Count.of(standings, Standing.HASH_FAULT),
                bots,
                exposures,
                botExposures);
    }

    private void meet(Person person) {
        if (person.isBot()) {
            bots++;
            return;
        }
        standings.computeIfAbsent(person.standing(), standing -> new Count()).add(1);
        if (person.standing() == Standing.VALID || person.standing() == Standing.HASH_FAULT) {
            units.computeIfAbsent(person.variant(), variant -> new Count()).add(1);
        }
    }
}
