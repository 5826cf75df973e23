package sparkjoy.spec;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One experiment: its arms and their weights by epoch. */
public record Experiment(
        @Explain("what the assignment hash was salted with; without it assignments are not replayed")
                Optional<String> salt,
        @Explain("the arm that the others are compared with") String baseline,
        @Explain("first day, UTC") LocalDate from,
        @Explain("the day after the last, UTC; without it the experiment goes on") Optional<LocalDate> to,
        @Explain("the arms by epoch, in order of their first day; the first starts no later than the experiment")
                List<Weights> weights) {

    public Experiment {
        weights = List.copyOf(weights);
    }

    /** Arms and their weights from a day on, until the next epoch; any positive scale. */
    public record Weights(
            @Explain("first day of the epoch, UTC") LocalDate from,
            @Explain("arm to weight, on any positive scale; 0 means that nobody should be in the arm")
                    Map<String, BigDecimal> arms) {

        public Weights {
            arms = Frozen.map(arms);
        }
    }
}
