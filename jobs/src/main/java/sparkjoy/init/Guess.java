package sparkjoy.init;

import java.util.List;
import java.util.Optional;

/**
 * What a column is read from.
 *
 * @param taken paths or names that are sure, the first that holds a value wins
 * @param doubtful what it could be, too
 * @param refused why the default is switched off for this column; empty where it stays
 */
record Guess(String column, List<Candidate> taken, List<Candidate> doubtful, Optional<String> refused) {
    static Guess of(String column, List<Candidate> taken, List<Candidate> doubtful) {
        return new Guess(column, taken, doubtful, Optional.empty());
    }

    boolean isSure() {
        return !taken.isEmpty();
    }
}
