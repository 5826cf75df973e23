package sparkjoy.spec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which canonical action an event name means. A listed name means its action as it is written. In another spelling it does,
 * too: other case, blanks around it, or another single separator (blank, underscore or none) between its words, as Segment's
 * own libraries recognise "Order Completed". A spelling that fits names of two actions means neither.
 */
public final class ActionNames {
    private static final Pattern SEPARATOR = Pattern.compile("(?<=[^ _])[ _](?=[^ _])");

    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, String> bySpelling = new HashMap<>();

    /** @param actions canonical action to event names */
    public ActionNames(Map<String, List<String>> actions) {
        Set<String> ambiguous = new HashSet<>();
        actions.forEach((action, names) -> names.forEach(name -> {
            byName.put(name, action);
            String other = bySpelling.putIfAbsent(spelling(name), action);
            if (other != null && !other.equals(action)) {
                ambiguous.add(spelling(name));
            }
        }));
        bySpelling.keySet().removeAll(ambiguous);
    }

    public Optional<String> action(String event) {
        String exact = byName.get(event);
        return Optional.ofNullable(exact == null ? bySpelling.get(spelling(event)) : exact);
    }

    private static String spelling(String name) {
        return SEPARATOR.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
