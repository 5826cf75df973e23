package sparkjoy.lake;

import java.util.Map;
import java.util.Optional;

/**
 * Tables of another lake that a lake shows as its own, each at one version.
 *
 * @param owner root of the other lake
 */
record Loan(String owner, Map<String, Long> versions) {
    static final Loan NONE = new Loan("", Map.of());

    Optional<Long> version(String table) {
        return Optional.ofNullable(versions.get(table));
    }

    /** The root below which a lent table lies. */
    Optional<String> root(String table) {
        return version(table).map(lent -> owner);
    }
}
