package sparkjoy.models;

import java.util.List;
import java.util.Optional;

/** Where the manifests of charts come from. */
interface Rendering {

    /**
     * The manifests of a chart; what cannot be read of them is noted.
     *
     * @return empty where nothing renders charts: then values.yaml says which images a chart runs
     */
    Optional<List<Value>> manifests(Chart chart, Findings findings);
}
