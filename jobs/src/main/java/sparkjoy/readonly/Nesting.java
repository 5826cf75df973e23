package sparkjoy.readonly;

/** How deep the brackets of a statement are nested, told from its text: a parser may not survive to say so. */
final class Nesting {
    private final String sql;
    private int position;

    private Nesting(String sql) {
        this.sql = sql;
    }

    static int of(String sql) {
        return new Nesting(sql).deepest();
    }

    private int deepest() {
        int depth = 0;
        int deepest = 0;
        for (; position < sql.length(); position++) {
            char character = sql.charAt(position);
            if (character == '\'' || character == '"' || character == '`') {
                position = endOfQuotes(character);
            } else if (sql.startsWith("--", position)) {
                position = endOf("\n");
            } else if (sql.startsWith("/*", position)) {
                position = endOf("*/");
            } else if (character == '(' || character == '[') {
                depth++;
                deepest = Math.max(deepest, depth);
            } else if (character == ')' || character == ']') {
                depth--;
            }
        }
        return deepest;
    }

    private int endOf(String mark) {
        int end = sql.indexOf(mark, position + 2);
        return end < 0 ? sql.length() : end;
    }

    private int endOfQuotes(char quote) {
        int end = position + 1;
        while (end < sql.length() && sql.charAt(end) != quote) {
            end += sql.charAt(end) == '\\' && quote != '`' ? 2 : 1;
        }
        return end;
    }
}
