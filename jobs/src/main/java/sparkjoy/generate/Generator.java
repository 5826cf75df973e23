package sparkjoy.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Writes the Segment raw logs of a food app, and returns the truth about them; the same recipe gives the same bytes.
 *
 * <p>Nothing is kept per event: late lines wait in files, and a user costs a bit for each of the last few days.
 */
public final class Generator {
    private static final long PLACE = 0x7669736974L;
    private static final int DAYS_UNTIL_CLOSED = 3;

    private final Recipe recipe;
    private final Calendar calendar;
    private final Traffic traffic;

    public Generator(Recipe recipe) {
        this.recipe = recipe;
        calendar = new Calendar(recipe);
        traffic = new Traffic(recipe);
    }

    /**
     * Writes `segment-logs/` and `truth.json` into the folder.
     *
     * @param out a local folder that is empty or does not exist yet
     * @throws GenerateException when the folder holds anything
     */
    public Truth generate(Path out) throws IOException {
        return generate(out, events -> {});
    }

    /**
     * Writes as {@link #generate(Path)} does, and reports how far it is.
     *
     * @param progress is told the number of events so far, now and then
     */
    public Truth generate(Path out, LongConsumer progress) throws IOException {
        refuseUnlessEmpty(out);
        Files.createDirectories(out);
        Volume volume = new Volume();
        Tally tally = new Tally(recipe, calendar);
        try (Compressors compressors = new Compressors();
                Delivery delivery = new Delivery(out, recipe, calendar, compressors, volume)) {
            Outbox outbox = new Outbox(recipe, calendar, delivery, tally);
            visit(new Shop(recipe, calendar, new Catalogue(), new Payload(), outbox, tally), delivery, progress);
        }
        Truth truth = tally.truth(recipe, volume);
        TruthFile.write(truth, out);
        return truth;
    }

    private void visit(Shop shop, Delivery delivery, LongConsumer progress) throws IOException {
        People people = new People(recipe);
        for (int slot = 0; slot < traffic.slots(); slot++) {
            delivery.advance(slot);
            closeDayBefore(slot, shop.tally());
            long target = traffic.eventsUntil(slot);
            for (int index = 0; shop.tally().distinct() < target; index++) {
                SplittableRandom random =
                        new SplittableRandom(Seeds.at(Seeds.at(recipe.seed(), PLACE, slot), PLACE, index));
                Visit visit = new Visit(shop, people.any(random), startIn(slot, random), random);
                visit.pass();
                if (visit.endsInCheckout()) {
                    new Checkout(shop, visit, random).pass();
                }
            }
            progress.accept(shop.tally().distinct());
        }
    }

    /** Days are closed late, for refunds come up to two days after the order. */
    private void closeDayBefore(int slot, Tally tally) {
        int day = slot / Traffic.SLOTS_A_DAY - DAYS_UNTIL_CLOSED;
        if (slot % Traffic.SLOTS_A_DAY == 0 && day >= 0) {
            tally.close(day);
        }
    }

    private long startIn(int slot, SplittableRandom random) {
        long start = calendar.startOf(slot);
        long latest = Math.min(start + Traffic.SLOT, calendar.end() - Visit.LONGEST);
        return random.nextLong(start, latest);
    }

    private static void refuseUnlessEmpty(Path out) throws IOException {
        if (!Files.exists(out)) {
            return;
        }
        if (!Files.isDirectory(out)) {
            throw new GenerateException(out + " is a file: name a folder that is empty or does not exist yet");
        }
        try (Stream<Path> entries = Files.list(out)) {
            long count = entries.count();
            if (count > 0) {
                throw new GenerateException(
                        out + " is not empty (it holds " + count + " entries): name another folder, or empty this one");
            }
        }
    }
}
