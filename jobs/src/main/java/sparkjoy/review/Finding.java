package sparkjoy.review;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import sparkjoy.spec.ActionNames;
import sparkjoy.spec.Spec;

/**
 * Something in new events that looks as if the specification means it, and that is not read.
 *
 * @param subject the event name, the path, the amount's column or the id
 * @param events how many new events show it; an estimate where a run has more events than are looked at
 * @param of how many new events could have shown it
 * @param example a message id
 * @param sentence what is so, and what follows from it
 * @param fix the line to add to the specification; empty where only the sender can fix it
 */
public record Finding(
        Kind kind, String subject, long events, long of, String example, String sentence, Optional<String> fix) {

    /** What kind of thing is not read. */
    public enum Kind {
        EVENT_NAME,
        AMOUNT,
        BUSY_ID,
        PLACEHOLDER_ID,
        PROPERTY,
        PRODUCTS
    }

    /** Whether a specification reads the thing now, or says what it is. */
    public boolean isResolvedBy(Spec spec) {
        return switch (kind) {
            case EVENT_NAME -> new ActionNames(spec.actions()).action(subject).isPresent();
            case PROPERTY, PRODUCTS, AMOUNT -> isAmong(spec.properties().values());
            case PLACEHOLDER_ID -> !isPlaceholder(spec);
            case BUSY_ID -> isPlaceholder(spec) || spec.bots().units().contains(subject);
        };
    }

    private boolean isAmong(Collection<List<String>> lists) {
        return lists.stream().anyMatch(list -> list.contains(subject));
    }

    private boolean isPlaceholder(Spec spec) {
        return spec.identity().placeholders().stream().anyMatch(id -> id.equalsIgnoreCase(subject.strip()));
    }

    /** One line for a terminal. */
    public String toSentence() {
        String share = of > events ? String.format(" of %,d", of) : "";
        return String.format("%,d%s %s, such as message %s.", events, share, sentence, example)
                + fix.map(line -> " Add to the specification: " + line).orElse("");
    }
}
