package sparkjoy.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import sparkjoy.experiment.statistics.Correction;
import sparkjoy.experiment.statistics.Status;
import sparkjoy.spec.Experiment;

/** Judgements of one look whose chances of a false alarm add up. */
record Family(Experiment experiment, List<Judgement> judgements) {

    /**
     * With the adjusted p values of one look and of all looks. What has no number leaves the family of one look; of the
     * always-valid p it stays in, for its number may come on a later look, unless the metric has failed.
     *
     * @param isOfGuardrails which have no adjusted p of one look
     */
    Stream<Judgement> adjusted(boolean isOfGuardrails) {
        List<OptionalDouble> once =
                corrected(judgements.stream().map(Judgement::pValue).toList());
        List<OptionalDouble> always =
                corrected(judgements.stream().map(Family::alwaysValid).toList());
        List<Judgement> adjusted = new ArrayList<>();
        for (int i = 0; i < judgements.size(); i++) {
            adjusted.add(
                    judgements.get(i).adjusted(isOfGuardrails ? OptionalDouble.empty() : once.get(i), always.get(i)));
        }
        return adjusted.stream();
    }

    private static OptionalDouble alwaysValid(Judgement judgement) {
        OptionalDouble p = judgement.pValues().alwaysValid();
        return p.isPresent() || judgement.found().status() == Status.FAILED ? p : OptionalDouble.of(1);
    }

    private List<OptionalDouble> corrected(List<OptionalDouble> pValues) {
        return switch (experiment.correction()) {
            case HOLM -> Correction.HOLM.adjusted(pValues);
            case BENJAMINI_HOCHBERG -> Correction.BENJAMINI_HOCHBERG.adjusted(pValues);
        };
    }
}
