package sparkjoy.verify;

import java.util.List;

/**
 * One key whose rows are not as they should be.
 *
 * @param key as `column=value, …`
 * @param findings what is wrong: a row missing or too many, or each column that differs with both values
 */
public record Deviation(String key, List<String> findings) {}
