package sparkjoy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Hive's own JDBC driver, apart from the class path of the tests, as a BI tool has it. */
final class JdbcClient implements AutoCloseable {
    private static final Path JAR = Path.of("target/jdbc/hive-jdbc.jar");

    private final URLClassLoader classes;
    private final Driver driver;

    JdbcClient() throws IOException, ReflectiveOperationException {
        classes = new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        driver = (Driver) classes.loadClass("org.apache.hive.jdbc.HiveDriver")
                .getConstructor()
                .newInstance();
    }

    Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return driver.connect(url, properties);
    }

    /** The rows of a query, each as its values separated by spaces, in order. */
    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return texts(rows);
        }
    }

    static List<String> texts(ResultSet rows) throws SQLException {
        int width = rows.getMetaData().getColumnCount();
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            List<String> values = new ArrayList<>();
            for (int column : IntStream.rangeClosed(1, width).toArray()) {
                values.add(rows.getString(column));
            }
            texts.add(values.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        return texts;
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
