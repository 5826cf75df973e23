package sparkjoy.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The actions are those that the KPIs know, and an event name means one of them. */
final class ActionRules {
    static final List<String> ACTIONS = List.of(
            "impression",
            "click",
            "product_view",
            "add_to_cart",
            "remove_from_cart",
            "cart_view",
            "checkout",
            "order",
            "order_update",
            "cancel",
            "refund",
            "exposure");

    private ActionRules() {}

    static void check(Place actions) {
        Map<String, String> owners = new HashMap<>();
        actions.entries().forEach((action, events) -> {
            if (!ACTIONS.contains(action)) {
                events.complain("unknown action" + Nearest.hint(action, ACTIONS));
            }
            if (events.isDefault()) {
                events.texts().forEach(event -> owners.put(event, action));
            }
        });
        actions.entries().forEach((action, events) -> {
            if (!events.isDefault()) {
                events.items().forEach(event -> claim(actions, action, event, owners));
            }
        });
    }

    static void checkKnown(Place action) {
        action.text()
                .filter(name -> !ACTIONS.contains(name))
                .ifPresent(
                        name -> action.complain("unknown action " + Secrets.shown(name) + Nearest.hint(name, ACTIONS)));
    }

    private static void claim(Place actions, String action, Place event, Map<String, String> owners) {
        event.text().ifPresent(name -> {
            String owner = owners.putIfAbsent(name, action);
            if (owner != null) {
                event.complain("the event " + Secrets.shown(name) + " already means " + owner
                        + fix(owner, actions.at(owner).isDefault()));
            }
        });
    }

    private static String fix(String owner, boolean isDefault) {
        return isDefault
                ? ", by default; write actions." + owner + " with the events that it keeps, or []"
                : "; keep one of the two";
    }
}
