package sparkjoy.init;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Decides what orders are worth where no name is clear: an amount that has no rival is the amount. */
record Amounts(Scope scope) {
    private static final double MOSTLY = 0.5;

    Map<String, Guess> resolved(Map<String, Guess> guesses) {
        Guess revenue = guesses.get("revenue");
        Guess total = guesses.get("total");
        List<Candidate> likely = Stream.of(revenue, total)
                .flatMap(guess -> guess.doubtful().stream())
                .filter(candidate ->
                        Fit.fits("revenue", candidate.profile()) && scope.share("order", candidate.profile()) >= MOSTLY)
                .toList();
        if (revenue.isSure() || total.isSure() || likely.size() != 1) {
            return guesses;
        }
        Map<String, Guess> resolved = new LinkedHashMap<>(guesses);
        resolved.put("revenue", Guess.of("revenue", likely, List.of()));
        return resolved;
    }
}
