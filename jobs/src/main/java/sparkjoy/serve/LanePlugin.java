package sparkjoy.serve;

import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/** Lets Spark's tasks wait for their lane. Spark makes it by its name, so the lanes are those of this process. */
public final class LanePlugin implements SparkPlugin {
    static final String WIDTH = "spark.joy.lanes.width";
    static final Lanes LANES = new Lanes();

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {};
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> more) {
                LANES.widen(context.conf().getInt(WIDTH, 1));
            }

            @Override
            public void onTaskStart() {
                LANES.enter(TaskContext.get());
            }
        };
    }
}
