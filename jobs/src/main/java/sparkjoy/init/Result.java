package sparkjoy.init;

import java.util.List;
import java.util.Map;

/**
 * What a sample gave, for people and for programs.
 *
 * @param text the specification
 * @param orders distinct ones in the sample
 * @param refused lines and files by reason
 * @param unsure columns that are left open, although something looks like them
 */
public record Result(
        String text,
        long calls,
        long files,
        long filesListed,
        int sources,
        int sourcesThere,
        long bytes,
        int requests,
        long orders,
        double ordersWithAmount,
        double clicksAfterImpressions,
        List<String> experiments,
        double refusedShare,
        Map<String, Long> refused,
        Map<String, List<String>> actions,
        Map<String, List<String>> columns,
        Map<String, List<String>> products,
        List<String> unsure,
        List<Question> questions) {}
