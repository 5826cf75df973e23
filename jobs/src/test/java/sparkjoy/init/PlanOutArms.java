package sparkjoy.init;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sparkjoy.silver.ReadEvent;

/** Events with the arms that PlanOut's weighted choice gives. */
final class PlanOutArms {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private PlanOutArms() {}

    /**
     * Users in arms A, B and so on of an experiment `home`, by the salt `home`.
     *
     * @param ends of the pieces, without the last
     */
    static ExperimentSeen seen(String prefix, int users, List<Double> ends) {
        ExperimentSeen seen = new ExperimentSeen();
        IntStream.range(0, users).mapToObj(number -> prefix + number).forEach(user -> {
            double share = share("home", user);
            int arm = (int) ends.stream().filter(end -> share > end).count();
            seen.add(event(user, "x" + user, "ABC".substring(arm, arm + 1)), DAY);
        });
        return seen;
    }

    static double share(String salt, String unit) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((salt + "." + unit).getBytes(StandardCharsets.UTF_8));
            return Long.parseLong(HexFormat.of().formatHex(hash).substring(0, 15), 16) / (double) 0xFFFFFFFFFFFFFFFL;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param user null of somebody who is not logged in */
    static ReadEvent event(String user, String anonymous, String arm) {
        return new ReadEvent(
                Optional.empty(),
                Optional.ofNullable(user),
                Optional.of(anonymous),
                Optional.of(user == null ? anonymous : user),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of("home"),
                Optional.of(arm),
                false,
                0,
                Optional.empty());
    }
}
