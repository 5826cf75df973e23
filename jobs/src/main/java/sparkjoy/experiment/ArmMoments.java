package sparkjoy.experiment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import sparkjoy.experiment.statistics.Moments;

/**
 * The moments of a metric by epoch of weights and variant.
 *
 * @param byEpoch epochs by their first day; variants sorted
 * @param isPooled all epochs are counted as the first one, whatever its weights
 */
record ArmMoments(NavigableMap<LocalDate, NavigableMap<String, Moments>> byEpoch, boolean isPooled) {

    static ArmMoments empty() {
        return new ArmMoments(new TreeMap<>(), false);
    }

    static ArmMoments of(List<Cohort> cohorts) {
        ArmMoments moments = empty();
        cohorts.forEach(moments::add);
        return moments;
    }

    void add(Cohort cohort) {
        add(cohort.epoch(), cohort.variant(), cohort.moments());
    }

    /** One epoch alone, which may have no units yet. */
    ArmMoments only(LocalDate epoch) {
        ArmMoments moments = empty();
        moments.byEpoch.put(epoch, byEpoch.getOrDefault(epoch, new TreeMap<>()));
        return moments;
    }

    /** All epochs as if they had been one. */
    ArmMoments pooled() {
        ArmMoments moments = new ArmMoments(new TreeMap<>(), true);
        byEpoch.values().forEach(arms -> arms.forEach((arm, some) -> moments.add(byEpoch.firstKey(), arm, some)));
        return moments;
    }

    /** Epochs with a unit in one of two arms. */
    List<LocalDate> epochs(String baseline, String variant) {
        return byEpoch.keySet().stream()
                .filter(epoch -> units(epoch, baseline) + units(epoch, variant) > 0)
                .toList();
    }

    Moments moments(LocalDate epoch, String arm) {
        return byEpoch.getOrDefault(epoch, new TreeMap<>()).getOrDefault(arm, new Moments());
    }

    /** Those of one arm over all epochs. */
    Moments moments(String arm) {
        Moments moments = new Moments();
        byEpoch.keySet().forEach(epoch -> moments.merge(moments(epoch, arm)));
        return moments;
    }

    List<Moments> all() {
        List<Moments> all = new ArrayList<>();
        byEpoch.values().forEach(arms -> all.addAll(arms.values()));
        return all;
    }

    Map<String, Long> units(LocalDate epoch) {
        Map<String, Long> units = new LinkedHashMap<>();
        byEpoch.get(epoch).forEach((arm, moments) -> units.put(arm, moments.units()));
        return units;
    }

    private long units(LocalDate epoch, String arm) {
        return moments(epoch, arm).units();
    }

    /** With more units of an arm. */
    void add(LocalDate epoch, String arm, Moments more) {
        byEpoch.computeIfAbsent(epoch, first -> new TreeMap<>())
                .computeIfAbsent(arm, first -> new Moments())
                .merge(more);
    }
}
