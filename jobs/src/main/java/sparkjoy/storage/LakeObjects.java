package sparkjoy.storage;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.impl.OpenFileParameters;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3AUtils;
import org.apache.hadoop.fs.statistics.StoreStatisticNames;
import org.apache.hadoop.util.Progressable;
import org.apache.hadoop.util.functional.FutureIO;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * S3A with fewer requests for the files of a lake. S3A sends one HEAD and three GETs to read a small Parquet file, each time it is
 * read; here the first reader gets the end of the file in one GET, and later readers of this process get it from memory. This is
 * safe for data files alone: their names are never used again. A small file of Delta's log is read by one GET, each time from
 * S3. All other paths are left to S3A. Hadoop finds this class by the setting `fs.s3a.impl`.
 */
public final class LakeObjects extends S3AFileSystem {
    private final RecentObjects recent = new RecentObjects();

    /** The status of a data file comes with its content, because whoever asks for it reads the file next. */
    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        Optional<ObjectEnd> end = isDataFile(path) ? dataFile(path) : Optional.empty();
        return end.isPresent() ? end.get().status() : super.getFileStatus(path);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        Optional<FSDataInputStream> stream = stream(path);
        return stream.isPresent() ? stream.get() : super.open(path, bufferSize);
    }

    @Override
    public CompletableFuture<FSDataInputStream> openFileWithOptions(Path path, OpenFileParameters options)
            throws IOException {
        Optional<FSDataInputStream> stream = stream(path);
        return stream.isPresent()
                ? CompletableFuture.completedFuture(stream.get())
                : super.openFileWithOptions(path, options);
    }

    /** A small data file that this process writes is kept for its readers. */
    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        FSDataOutputStream object =
                super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
        return isDataFile(path)
                ? new FSDataOutputStream(new KeptOutput(object, content -> keep(path, content)), null)
                : object;
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        recent.removeAt(qualify(path));
        return super.delete(path, recursive);
    }

    private Optional<FSDataInputStream> stream(Path path) throws IOException {
        Optional<ObjectEnd> end = Optional.empty();
        if (isDataFile(path)) {
            end = dataFile(path);
        } else if (isInDeltaLog(path)) {
            end = read(path).filter(ObjectEnd::isWhole);
        }
        return end.map(known -> new FSDataInputStream(new ObjectInput(known, () -> rest(known))));
    }

    /** A stream over a whole object whose end is not enough. */
    private FSDataInputStream rest(ObjectEnd end) throws IOException {
        OpenFileParameters options = new OpenFileParameters()
                .withMandatoryKeys(Set.of())
                .withOptionalKeys(Set.of())
                .withOptions(new Configuration(false))
                .withStatus(end.status())
                .withBufferSize(getConf().getInt("io.file.buffer.size", 4096));
        return FutureIO.awaitFuture(super.openFileWithOptions(end.status().getPath(), options));
    }

    private static boolean isDataFile(Path path) {
        String name = path.getName();
        return name.startsWith("part-") && name.endsWith(".parquet") && !isInDeltaLog(path);
    }

    private static boolean isInDeltaLog(Path path) {
        Path folder = path.getParent();
        return folder != null
                && folder.getName().equals("_delta_log")
                && (path.getName().endsWith(".json") || path.getName().endsWith(".crc"));
    }

    private Optional<ObjectEnd> dataFile(Path path) throws IOException {
        Path whole = qualify(path);
        Optional<ObjectEnd> known = recent.get(whole);
        if (known.isPresent()) {
            return known;
        }
        Optional<ObjectEnd> end = read(whole);
        end.ifPresent(content -> recent.put(whole, content));
        return end;
    }

    private void keep(Path path, byte[] content) {
        Path whole = qualify(path);
        recent.put(whole, ObjectEnd.written(whole, content, getDefaultBlockSize(), getUsername()));
    }

    /**
     * The end of an object by one request; empty where the service refuses or an object is empty: S3A then asks and reports in its own
     * way.
     */
    private Optional<ObjectEnd> read(Path path) throws IOException {
        Path whole = qualify(path);
        var span = createSpan(StoreStatisticNames.OP_OPEN, whole.toString(), null);
        try {
            ResponseBytes<GetObjectResponse> answer = getS3AInternals()
                    .getAmazonS3Client("the end of an object of a lake")
                    .getObjectAsBytes(getRequestFactory()
                            .newGetObjectRequestBuilder(pathToKey(whole))
                            .range("bytes=-" + ObjectEnd.MOST_BYTES)
                            .build());
            incrementReadOperations();
            statistics.incrementBytesRead(answer.asByteArrayUnsafe().length);
            return Optional.of(ObjectEnd.read(whole, answer, getDefaultBlockSize(), getUsername()));
        } catch (S3Exception e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw S3AUtils.translateException("open", whole, e);
        } finally {
            span.deactivate();
        }
    }
}
