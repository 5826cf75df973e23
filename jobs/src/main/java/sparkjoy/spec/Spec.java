package sparkjoy.spec;

import java.util.List;
import java.util.Map;

/** A validated pipeline specification: everything that a job may know that is not in the data. */
public record Spec(
        @Explain("the folder of all tables: `<lake>/<layer>/<name>`, local or any Hadoop URI") String lake,
        @Explain("how `s3a://` is reached") Storage storage,
        @Explain("where Spark runs") SparkSettings spark,
        @Explain("where Segment delivers, by name; at least one") Map<String, Source> sources,
        @Explain("how far an event's time may lie from its receipt") EventTime eventTime,
        @Explain("which id identifies a unit in experiments and user counts") Identity identity,
        @Explain("how sessions are built for events without a session id") Sessions sessions,
        @Explain("canonical action to the event names that mean it; a name also counts in other case, with"
                        + " blanks around it, and with a blank, an underscore or nothing between its words, unless"
                        + " that fits names of two actions")
                Map<String, List<String>> actions,
        @Explain("column of silver.events to the paths that it is read from, first present wins: keys"
                        + " joined by dots, a key"
                        + " with a dot, bracket, quote or only digits in backticks, like properties.`user.country`;"
                        + " a path also reads one key that holds its dots, as tools that flatten write it")
                Map<String, List<String>> properties,
        @Explain("column of a product in silver.events' products to the names that it is read from inside"
                        + " each product of"
                        + " an event's list, first present wins")
                Map<String, List<String>> products,
        @Explain("whose events may be used") Consent consent,
        @Explain("what marks an event as made by a bot") Bots bots,
        @Explain("the reporting currency and the rates into it") Currency currency,
        @Explain("what the KPIs count") Kpis kpis,
        @Explain("which service an ordered product is attributed to") Attribution attribution,
        @Explain("gold tables in verbs, by name") Map<String, View> views,
        @Explain("metrics of experiments, by name") Map<String, Metric> metrics,
        @Explain("experiments by id, as the events name them") Map<String, Experiment> experiments,
        @Explain("where the model graph is read from") Models models,
        @Explain("conditions on silver.events, by name") Map<String, Expectation> expectations,
        @Explain("how much may be refused before a run ends as PARTIAL") Thresholds thresholds,
        @Explain("how much a staged backfill may differ from the live tables to be promoted") Gates gates,
        @Explain("how runs that write the same tables take turns") LeaseTerms lease,
        @Explain("how long earlier versions stay readable") Retention retention,
        @Explain("who may connect to `joy serve`") Serving serve,
        @Explain("jobs that run together, by name; at least one") Map<String, Pipeline> pipelines) {

    public Spec {
        sources = Frozen.map(sources);
        actions = Frozen.lists(actions);
        properties = Frozen.lists(properties);
        products = Frozen.lists(products);
        views = Frozen.map(views);
        metrics = Frozen.map(metrics);
        experiments = Frozen.map(experiments);
        expectations = Frozen.map(expectations);
        pipelines = Frozen.map(pipelines);
    }
}
