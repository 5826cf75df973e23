package sparkjoy.init;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import sparkjoy.json.JsonScanner;
import sparkjoy.json.JsonText;
import sparkjoy.json.Kind;

/** All paths of the sampled calls with what was seen there, in bounded memory. */
final class Profiles {
    private static final int MOST_PATHS = 5_000;
    private static final int MOST_CHILDREN = 300;
    private static final int MOST_ITEMS = 50;
    private static final int DEEPEST = 6;
    private static final int MAX_DEPTH = 512;
    /** A key that is an id or an address: it names one person or thing, so it is not a column. */
    private static final Pattern PERSONAL_KEY =
            Pattern.compile("(?s).*@.*|.*\\d{5,}.*|[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}|\\+?[0-9 ()/-]{6,}|.{61,}");

    /** A key below another. */
    private static final class Place {
        private final Map<String, Place> children = new HashMap<>();
        private final PathProfile profile;

        Place(List<String> keys) {
            profile = new PathProfile(keys);
        }
    }

    private final Place root = new Place(List.of());
    private final List<PathProfile> all = new ArrayList<>();
    private final JsonScanner scanner = new JsonScanner(MAX_DEPTH);
    private final Map<String, Long> events = new HashMap<>();
    private final Map<String, Long> tracked = new HashMap<>();

    static Profiles of(Sample sample) {
        Profiles profiles = new Profiles();
        sample.calls().forEach(profiles::add);
        return profiles;
    }

    private void add(Sample.Call call) {
        events.merge(call.name(), 1L, Long::sum);
        if (call.isTrack()) {
            tracked.merge(call.name(), 1L, Long::sum);
        }
        scanner.start(call.payload(), 0, call.payload().length);
        walk(root, call.name(), call.payload(), 1);
    }

    /** Calls by the name of their event, or their type. */
    Map<String, Long> events() {
        return events;
    }

    /** Calls that carry an event, by its name. */
    Map<String, Long> tracked() {
        return tracked;
    }

    long count(String event) {
        return events.getOrDefault(event, 0L);
    }

    List<PathProfile> where(Predicate<PathProfile> wanted) {
        return all.stream().filter(wanted).toList();
    }

    Optional<PathProfile> at(List<String> keys) {
        Place place = root;
        for (String key : keys) {
            place = place.children.get(key);
            if (place == null) {
                return Optional.empty();
            }
        }
        return Optional.of(place.profile);
    }

    private void walk(Place place, String event, byte[] bytes, int depth) {
        scanner.enterObject();
        while (scanner.nextMember()) {
            Optional<Place> child = child(place, key(bytes));
            if (child.isEmpty()) {
                scanner.skipTrusted();
            } else {
                value(child.get(), event, bytes, depth);
            }
        }
    }

    private String key(byte[] bytes) {
        return JsonText.decode(bytes, scanner.keyStart(), scanner.keyEnd()).toString();
    }

    private void value(Place place, String event, byte[] bytes, int depth) {
        Kind kind = scanner.kind();
        int start = scanner.valueStart();
        if (kind == Kind.OBJECT && depth < DEEPEST) {
            place.profile.add(event, kind, bytes, start, start);
            walk(place, event, bytes, depth + 1);
        } else if (kind == Kind.ARRAY && depth < DEEPEST) {
            place.profile.add(event, kind, bytes, start, start);
            items(place, event, bytes, depth);
        } else {
            scanner.skipTrusted();
            int end = scanner.valueEnd();
            boolean isAbsent = kind == Kind.NULL || (kind == Kind.STRING && end == start + 2);
            if (!isAbsent) {
                place.profile.add(event, kind, bytes, start, end);
            }
        }
    }

    private void items(Place list, String event, byte[] bytes, int depth) {
        Optional<Place> item = child(list, PathProfile.ITEM);
        scanner.enterArray();
        for (int index = 0; scanner.nextElement(); index++) {
            if (item.isPresent() && index < MOST_ITEMS && scanner.kind() == Kind.OBJECT) {
                item.get().profile.add(event, Kind.OBJECT, bytes, 0, 0);
                walk(item.get(), event, bytes, depth + 1);
            } else {
                scanner.skipTrusted();
            }
        }
    }

    private Optional<Place> child(Place place, String key) {
        Place known = place.children.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        boolean isRefused = PERSONAL_KEY.matcher(key).matches()
                || key.isBlank()
                || all.size() >= MOST_PATHS
                || place.children.size() >= MOST_CHILDREN;
        if (isRefused) {
            return Optional.empty();
        }
        List<String> keys = new ArrayList<>(place.profile.keys());
        keys.add(key);
        Place child = new Place(keys);
        place.children.put(key, child);
        all.add(child.profile);
        return Optional.of(child);
    }
}
