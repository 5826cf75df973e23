package sparkjoy.storage;

import io.delta.storage.LogStore;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import sparkjoy.S3Server;

/**
 * Drivers that all commit to one log as fast as they can, each the next version that it believes to be free. The classes
 * of each driver's log store are loaded apart, so that they share no lock: as if each were a process.
 */
record LogRace(S3Server server, String bucket, int drivers, int commits) {

    /** The commits that a driver was told to have made, and that are not in the log. */
    List<String> lostWith(Class<? extends LogStore> store) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(drivers);
        CyclicBarrier start = new CyclicBarrier(drivers);
        List<Future<List<String>>> made = new ArrayList<>();
        for (int driver = 0; driver < drivers; driver++) {
            String name = "driver " + driver;
            made.add(threads.submit((Callable<List<String>>) () -> commits(store, name, start)));
        }
        List<String> asked = new ArrayList<>();
        for (Future<List<String>> each : made) {
            asked.addAll(each.get());
        }
        threads.shutdown();
        Set<String> found = server.keys(bucket, "race/_delta_log/").stream()
                .map(key -> server.text(bucket, key).strip())
                .collect(Collectors.toSet());
        asked.removeAll(found);
        return asked;
    }

    private List<String> commits(Class<? extends LogStore> type, String driver, CyclicBarrier start) throws Exception {
        Configuration hadoop = S3Server.hadoop(server.endpoint());
        try (OwnClasses classes = new OwnClasses()) {
            Class<?> own = classes.loadClass(type.getName());
            Constructor<?> constructor = own.getConstructor(Configuration.class);
            Object store = constructor.newInstance(hadoop);
            Method write = own.getMethod("write", Path.class, Iterator.class, Boolean.class, Configuration.class);
            List<String> made = new ArrayList<>();
            start.await();
            for (int version = 0; made.size() < commits; version++) {
                String commit = driver + ", commit " + made.size();
                if (isWritten(write, store, version, commit, hadoop)) {
                    made.add(commit);
                }
            }
            return made;
        }
    }

    private boolean isWritten(Method write, Object store, int version, String commit, Configuration hadoop)
            throws IllegalAccessException, IOException {
        Path path = new Path(String.format("s3a://%s/race/_delta_log/%020d.json", bucket, version));
        try {
            write.invoke(store, path, List.of(commit).iterator(), false, hadoop);
            return true;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof FileAlreadyExistsException) {
                return false;
            }
            throw new IOException(e.getCause());
        }
    }

    /** Loads the classes of log stores itself, all others with the JVM's. */
    private static final class OwnClasses extends URLClassLoader {
        OwnClasses() {
            super(new URL[] {place(LogStore.class), place(ConditionalLogStore.class)}, LogRace.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean isOwn = name.startsWith("io.delta.storage.") || name.startsWith("sparkjoy.storage.");
            if (!isOwn) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        private static URL place(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }
    }
}
