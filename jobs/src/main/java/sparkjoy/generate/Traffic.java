package sparkjoy.generate;

import java.time.LocalDate;

/** How the events spread over the slots of 40 minutes: meals are busy, nights are quiet, weekends are full. */
final class Traffic {
    static final long SLOT = 40 * 60_000L;
    static final int SLOTS_A_DAY = 36;
    private static final int[] BY_HOUR = {
        5, 3, 2, 1, 1, 2, 6, 12, 16, 18, 24, 42, 60, 52, 30, 24, 26, 40, 66, 78, 62, 38, 20, 10
    };

    private final double[] shareUntil;
    private final long events;

    Traffic(Recipe recipe) {
        events = recipe.events();
        double[] sums = new double[recipe.days() * SLOTS_A_DAY];
        double sum = 0;
        for (int slot = 0; slot < sums.length; slot++) {
            sum += weight(recipe.from(), slot);
            sums[slot] = sum;
        }
        shareUntil = sums;
    }

    int slots() {
        return shareUntil.length;
    }

    /** How many events there should be once the slot is over. */
    long eventsUntil(int slot) {
        return Math.round(events * (shareUntil[slot] / shareUntil[shareUntil.length - 1]));
    }

    private static double weight(LocalDate from, int slot) {
        int hour = slot % SLOTS_A_DAY * 24 / SLOTS_A_DAY;
        boolean isWeekend = from.plusDays(slot / SLOTS_A_DAY).getDayOfWeek().getValue() > 5;
        return BY_HOUR[hour] * (isWeekend ? 1.25 : 1);
    }
}
