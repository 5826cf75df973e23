package sparkjoy.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sparkjoy.spec.Identity;
import sparkjoy.terminal.Printable;

/** Which id identifies a unit, with the shares of calls that have ids, and evidence for another unit. */
record IdentityText(Inference inference, Forecast forecast) {

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("", "identity:"));
        lines.add(String.format(
                "  # %.1f %% of calls have a userId, %.1f %% an anonymousId, %.1f %% both",
                100 * forecast.share(forecast.users()),
                100 * forecast.share(forecast.anonymous()),
                100 * forecast.share(forecast.both())));
        lines.add("  unit: user_or_anonymous");
        long linking =
                inference.profiles().count("(identify)") + inference.profiles().count("(alias)");
        if (linking > 0 && forecast.both() > 0) {
            lines.add(String.format(
                    "  # %,d identify and alias calls name the user of an anonymous id; to count such people once:",
                    linking));
            lines.add("  # unit: stitched");
        }
        forecast.salts().forEach((experiment, salt) -> {
            if (salt.unit() != Identity.Unit.USER_OR_ANONYMOUS) {
                lines.add("  # " + Printable.line(experiment + ": " + salt.evidence() + "; to use these ids:"));
                lines.add("  # unit: " + salt.unit().name().toLowerCase(Locale.ROOT));
            }
        });
        return lines;
    }
}
