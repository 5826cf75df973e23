package sparkjoy.silver;

import java.util.List;
import java.util.stream.IntStream;
import sparkjoy.json.Kind;
import sparkjoy.spec.Consent;
import sparkjoy.spec.KeyPath;

/**
 * Whether a call's preferences agree to its use: every required category is true. Only a call without preferences is
 * judged by the specification's word on absence; preferences that lack a category, or hold anything but true, refuse.
 *
 * @param preferences path of the object of category to true or false
 * @param required categories
 * @param allowsAbsent what holds without preferences
 */
record ConsentRule(String preferences, List<String> required, boolean allowsAbsent) {
    static ConsentRule of(Consent consent) {
        return new ConsentRule(consent.preferences(), consent.required(), consent.absent() == Consent.Absent.ALLOW);
    }

    /** What a refused event lacks. */
    String reason() {
        return preferences + " must hold true for " + String.join(", ", required);
    }

    /** The values that it looks at: the preferences, then each category. */
    List<String> paths() {
        return required.isEmpty()
                ? List.of()
                : IntStream.rangeClosed(0, required.size())
                        .mapToObj(index ->
                                index == 0 ? preferences : preferences + "." + KeyPath.quoted(required.get(index - 1)))
                        .toList();
    }

    /** Judges a payload whose values at {@link #paths} lie in slots from a first one on. */
    boolean isMet(PayloadSlices payload, int firstSlot) {
        if (required.isEmpty()) {
            return true;
        }
        if (!payload.has(firstSlot)) {
            return allowsAbsent;
        }
        return IntStream.rangeClosed(firstSlot + 1, firstSlot + required.size())
                .allMatch(slot -> payload.has(slot) && isTrue(payload, slot));
    }

    private static boolean isTrue(PayloadSlices payload, int slot) {
        return payload.kind(slot) == Kind.BOOLEAN && payload.bytes()[payload.start(slot)] == 't';
    }
}
