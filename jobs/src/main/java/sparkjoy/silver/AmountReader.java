package sparkjoy.silver;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;
import sparkjoy.json.Kind;
import sparkjoy.spec.CurrencyName;

/**
 * Reads the amounts of one event. The currency that an amount's text names is the event's where the event names none; an
 * amount in another currency than the event's does not fit. A sign of several currencies, such as `$`, names none.
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
        Optional<Set<String>> known = eventCurrencies().or(() -> named.map(Set::of));
        boolean fits = text.currency().stream()
                .allMatch(code -> known.map(codes -> codes.contains(code)).orElse(true));
        if (fits && named.isEmpty()) {
            named = text.currency();
        }
        return fits;
    }

    /** The codes that the event's currency may mean; of a name that is not known, the name. */
    private Optional<Set<String>> eventCurrencies() {
        if (!slices.has(CURRENCY) || slices.kind(CURRENCY) != Kind.STRING) {
            return Optional.empty();
        }
        Object text = Values.text(slices.bytes(), slices.start(CURRENCY), slices.end(CURRENCY), Kind.STRING);
        String name = text.toString().strip().toUpperCase(Locale.ROOT);
        Set<String> codes = CurrencyName.codes(name);
        return name.isEmpty() ? Optional.empty() : Optional.of(codes.isEmpty() ? Set.of(name) : codes);
    }
}
