package sparkjoy.spec;

import java.util.List;
import java.util.Map;

/** One verb of the grammar of data manipulation with its arguments; each expression is Spark SQL. */
public sealed interface Step
        permits Step.Filter,
                Step.Select,
                Step.Rename,
                Step.Mutate,
                Step.DropNa,
                Step.Distinct,
                Step.Join,
                Step.GroupBy,
                Step.Summarise,
                Step.Count,
                Step.Arrange,
                Step.Head,
                Step.Pivot {

    /** Rows that meet a condition. */
    @Explain("keeps the rows that meet the condition")
    record Filter(@Explain("a Spark SQL condition") String condition) implements Step {}

    /** These columns and no others. */
    @Explain("keeps these columns, in this order")
    record Select(@Explain("columns to keep") List<String> columns) implements Step {
        public Select {
            columns = List.copyOf(columns);
        }
    }

    /** New name to old name. */
    @Explain("renames columns")
    record Rename(@Explain("new name to old name") Map<String, String> columns) implements Step {
        public Rename {
            columns = Frozen.map(columns);
        }
    }

    /** Column to expression, in order; a later one sees the earlier ones. */
    @Explain("adds or replaces columns")
    record Mutate(
            @Explain("column to Spark SQL expression, in order; a later one sees the earlier ones")
                    Map<String, String> columns)
            implements Step {
        public Mutate {
            columns = Frozen.map(columns);
        }
    }

    /** No columns: all. */
    @Explain("drops rows with a null")
    record DropNa(@Explain("columns that must not be null; empty means all") List<String> columns) implements Step {
        public DropNa {
            columns = List.copyOf(columns);
        }
    }

    /** No columns: all. */
    @Explain("keeps one row of equal ones")
    record Distinct(@Explain("columns that make rows equal; empty means all") List<String> columns) implements Step {
        public Distinct {
            columns = List.copyOf(columns);
        }
    }

    /** Columns of another table next to those of the same key. */
    @Explain("joins another table")
    record Join(
            @Explain("the other table, as `layer.name`") String table,
            @Explain("columns of the same name that must be equal") List<String> by,
            @Explain("which rows stay") Kind kind)
            implements Step {

        public Join {
            by = List.copyOf(by);
        }

        /** Which rows a join keeps. */
        public enum Kind {
            @Explain("rows with a match")
            INNER,
            @Explain("all rows, with nulls where there is no match")
            LEFT,
            @Explain("rows with a match, without the other table's columns")
            SEMI,
            @Explain("rows without a match")
            ANTI
        }
    }

    /** The groups of the summarise that follows. */
    @Explain("groups rows for the summarise that follows")
    record GroupBy(@Explain("columns that make a group") List<String> columns) implements Step {
        public GroupBy {
            columns = List.copyOf(columns);
        }
    }

    /** Column to aggregate expression; follows a group_by. */
    @Explain("makes one row of each group; follows a group_by")
    record Summarise(@Explain("column to Spark SQL aggregate") Map<String, String> columns) implements Step {
        public Summarise {
            columns = Frozen.map(columns);
        }
    }

    /** How many rows there are of each kind. */
    @Explain("counts rows by columns")
    record Count(
            @Explain("columns that make a group; empty means one row for all") List<String> by,
            @Explain("the column that holds the count") String as)
            implements Step {
        public Count {
            by = List.copyOf(by);
        }
    }

    /** Expressions; a leading `-` sorts descending. */
    @Explain("sorts rows")
    record Arrange(@Explain("columns or expressions; a leading `-` sorts descending") List<String> columns)
            implements Step {
        public Arrange {
            columns = List.copyOf(columns);
        }
    }

    /** The first rows. */
    @Explain("keeps the first rows")
    record Head(@Explain("how many rows") int rows) implements Step {}

    /** One column for each listed value. */
    @Explain("makes a column of each listed value")
    record Pivot(
            @Explain("the column whose values become columns") String column,
            @Explain("the values that become columns") List<String> values,
            @Explain("column to Spark SQL aggregate") Map<String, String> summarise)
            implements Step {
        public Pivot {
            values = List.copyOf(values);
            summarise = Frozen.map(summarise);
        }
    }
}
