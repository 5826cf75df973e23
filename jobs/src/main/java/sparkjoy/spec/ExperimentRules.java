package sparkjoy.spec;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An experiment compares at least two arms with a baseline, over days in order. */
final class ExperimentRules {
    /** A folder's name has at most 255 bytes; a character takes up to three there. */
    private static final int LONGEST_ID = 80;

    private ExperimentRules() {}

    static void check(String id, Place experiment) {
        ReservedWords.check("an experiment", id, experiment);
        if (id.length() > LONGEST_ID) {
            experiment.complain(
                    "has an id of " + id.length() + " characters; tables are kept in a folder per experiment,"
                            + " so choose one of at most " + LONGEST_ID);
        }
        Optional<LocalDate> from = experiment.at("from").value(LocalDate.class);
        Place to = experiment.at("to");
        to.value(LocalDate.class)
                .filter(end -> from.isPresent() && !end.isAfter(from.get()))
                .ifPresent(end -> to.complain(end + " is not after from, " + from.get()
                        + "; write the day after the last one, or leave it out"));
        List<Place> epochs = experiment.at("weights").items();
        if (experiment.at("weights").isEmpty()) {
            experiment.at("weights").complain("is empty; write - {from: first day, arms: {A: 50, B: 50}}");
        }
        checkDays(from, epochs);
        epochs.forEach(epoch -> checkArms(epoch.at("arms")));
        checkBaseline(experiment.at("baseline"), epochs);
        LimitRules.checkWithin(experiment.at("alpha"), 0, 1, "0.05");
        LimitRules.checkShare(experiment.at("stray_share"));
        LimitRules.checkWithin(experiment.at("stray_alpha"), 0, 1, "0.001");
        LimitRules.checkPositive(experiment.at("history"));
        LimitRules.checkWithin(experiment.at("prior").at("sd"), 0, Double.POSITIVE_INFINITY, "0.1");
        checkHash(experiment);
    }

    private static void checkHash(Place experiment) {
        Place hash = experiment.at("hash");
        Sql.checkExpression(hash);
        if (!hash.isEmpty() && experiment.at("salt").isEmpty()) {
            hash.complain("has no salt; write salt: what the hash was salted with");
        }
    }

    private static void checkDays(Optional<LocalDate> from, List<Place> epochs) {
        Optional<LocalDate> before = Optional.empty();
        for (Place epoch : epochs) {
            Place place = epoch.at("from");
            Optional<LocalDate> day = place.value(LocalDate.class);
            if (day.isPresent() && before.isPresent() && !day.get().isAfter(before.get())) {
                place.complain(day.get() + " is not after the epoch before, " + before.get() + "; order epochs by day");
            }
            if (day.isPresent()
                    && epoch == epochs.get(0)
                    && from.isPresent()
                    && day.get().isAfter(from.get())) {
                place.complain(day.get() + " is after the experiment's from, " + from.get()
                        + "; let the first epoch begin no later");
            }
            before = day.isPresent() ? day : before;
        }
    }

    private static void checkArms(Place arms) {
        if (arms.entries().size() < 2) {
            arms.complain("has " + arms.entries().size() + " arm(s); write at least two, like {A: 50, B: 50}");
        }
        BigDecimal sum = BigDecimal.ZERO;
        boolean isComplete = true;
        arms.entries().forEach((name, arm) -> ReservedWords.check("an arm", name, arm));
        for (Place arm : arms.entries().values()) {
            Optional<BigDecimal> weight = arm.value(BigDecimal.class);
            weight.filter(value -> value.signum() < 0)
                    .ifPresent(
                            value -> arm.complain(value.toPlainString() + " is below 0; write a weight of 0 or more"));
            sum = sum.add(weight.orElse(BigDecimal.ZERO));
            isComplete &= weight.filter(value -> value.signum() >= 0).isPresent();
        }
        if (isComplete && !arms.isEmpty() && sum.signum() == 0) {
            arms.complain("all weights are 0; give at least one arm a weight above 0");
        }
    }

    private static void checkBaseline(Place baseline, List<Place> epochs) {
        Set<String> all = new LinkedHashSet<>();
        epochs.forEach(epoch -> all.addAll(epoch.at("arms").entries().keySet()));
        String arm = baseline.text().orElse("");
        if (arm.isEmpty() || all.isEmpty()) {
            return;
        }
        if (!all.contains(arm)) {
            baseline.complain("the baseline " + Secrets.shown(arm) + " is not an arm" + Nearest.hint(arm, all));
            return;
        }
        epochs.stream()
                .map(epoch -> epoch.at("arms"))
                .filter(arms -> !arms.entries().containsKey(arm))
                .forEach(arms -> arms.complain(
                        "the baseline " + Secrets.shown(arm) + " is missing; give it a weight in every epoch"));
    }
}
