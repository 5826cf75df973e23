package sparkjoy.init;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sparkjoy.json.Kind;

/**
 * Paths that can be columns, and what their keys are called without what a team puts around all of them.
 *
 * @param candidates values and lists below properties and context, by path
 * @param containers keys of objects that hold most of the properties, or that only group them
 */
record Keys(List<PathProfile> candidates, CommonWords common, Set<String> containers) {
    private static final double MANY = 0.25;
    private static final Set<String> NEUTRAL = Set.of(
            "properties",
            "traits",
            "data",
            "payload",
            "attributes",
            "params",
            "details",
            "ecommerce",
            "order",
            "cart",
            "checkout",
            "product",
            "item",
            "event",
            "experiment",
            "session");

    static Keys of(Profiles profiles) {
        List<PathProfile> candidates = profiles.where(Keys::isCandidate);
        List<PathProfile> properties = candidates.stream()
                .filter(profile -> profile.keys().get(0).equals("properties"))
                .toList();
        CommonWords common =
                CommonWords.of(properties.stream().map(PathProfile::leaf).collect(Collectors.toSet()));
        Map<String, Integer> holders = new HashMap<>();
        properties.forEach(profile -> holders.merge(parent(profile), 1, Integer::sum));
        Set<String> containers = new LinkedHashSet<>(NEUTRAL);
        holders.forEach((key, count) -> {
            if (count >= properties.size() * MANY) {
                containers.add(key);
            }
        });
        return new Keys(candidates, common, containers);
    }

    private static boolean isCandidate(PathProfile profile) {
        String top = profile.keys().get(0);
        boolean isInside = profile.keys().size() > 1 && (top.equals("properties") || top.equals("context"));
        return isInside
                && !profile.keys().contains(PathProfile.ITEM)
                && (profile.isScalar() || profile.share(Kind.ARRAY) >= PathProfile.NEARLY_ALL);
    }

    /** What a path may be called: its key, and its key with that of the object around it. */
    Set<String> forms(PathProfile profile) {
        Set<String> forms = new LinkedHashSet<>();
        String parent = parent(profile);
        if (containers.contains(parent)) {
            forms.addAll(common.forms(profile.leaf()));
        }
        if (profile.keys().size() > 2) {
            forms.add(parent + " " + profile.leaf());
        }
        if (profile.keys().size() == 2 && profile.keys().get(0).equals("context")) {
            forms.add(profile.leaf());
        }
        return forms;
    }

    private static String parent(PathProfile profile) {
        return profile.keys().get(profile.keys().size() - 2);
    }
}
