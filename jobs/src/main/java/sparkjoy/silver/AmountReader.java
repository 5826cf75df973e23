package sparkjoy.silver;

import java.util.Locale;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;
import sparkjoy.json.Kind;

/**
 * Reads the amounts of one event. The currency that an amount's text names is the event's where the event names none; an
 * amount in another currency than the event's does not fit.
 */
final class AmountReader {
    private static final int CURRENCY = EventColumn.CURRENCY.slot();

    private final PayloadSlices slices;
    private Optional<String> named = Optional.empty();

    /** Reads from the event that these slices hold. */
    AmountReader(PayloadSlices slices) {
        this.slices = slices;
    }

    /** Begins with another event. */
    void start() {
        named = Optional.empty();
    }

    /** The amount in a slot, or {@link Values#UNFIT}. */
    Object read(int slot) {
        int start = slices.start(slot);
        int end = slices.end(slot);
        Kind kind = slices.kind(slot);
        Object amount = Values.money(slices.bytes(), start, end, kind);
        return amount == Values.UNFIT
                ? Values.amountText(slices.bytes(), start, end, kind)
                        .filter(this::isOfTheEvent)
                        .map(text -> Values.money(text.number()))
                        .orElse(Values.UNFIT)
                : amount;
    }

    /** The currency that amounts named. */
    Optional<UTF8String> currency() {
        return named.map(UTF8String::fromString);
    }

    private boolean isOfTheEvent(AmountText text) {
        Optional<String> known = eventCurrency().or(() -> named);
        boolean fits = known.isEmpty() || text.currency().isEmpty() || known.equals(text.currency());
        if (fits && named.isEmpty()) {
            named = text.currency();
        }
        return fits;
    }

    private Optional<String> eventCurrency() {
        if (!slices.has(CURRENCY) || slices.kind(CURRENCY) != Kind.STRING) {
            return Optional.empty();
        }
        Object text = Values.text(slices.bytes(), slices.start(CURRENCY), slices.end(CURRENCY), Kind.STRING);
        return Optional.of(text.toString().strip().toUpperCase(Locale.ROOT)).filter(code -> !code.isEmpty());
    }
}
