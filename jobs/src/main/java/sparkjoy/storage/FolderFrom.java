package sparkjoy.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.s3a.Listing;
import org.apache.hadoop.fs.s3a.S3AFileStatus;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3ListRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/**
 * What a folder holds from a name on, in no order. S3 itself is asked to start there: a long log is not listed from its
 * beginning. Delta's own class for this does not fit hadoop-aws 3.5.
 */
final class FolderFrom {
    private FolderFrom() {}

    static List<FileStatus> of(FileSystem storage, Path first) throws IOException {
        List<FileStatus> all = storage instanceof S3AFileSystem s3
                ? listed(s3, first)
                : Arrays.asList(storage.listStatus(first.getParent()));
        return all.stream()
                .filter(object -> object.getPath().getName().compareTo(first.getName()) >= 0)
                .toList();
    }

    private static List<FileStatus> listed(S3AFileSystem s3, Path first) throws IOException {
        String key = s3.pathToKey(first);
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(s3.getBucket())
                .prefix(s3.pathToKey(first.getParent()) + "/")
                .delimiter("/")
                // Any key from the first one on is greater than the first one without its last letter.
                .startAfter(key.substring(0, key.length() - 1))
                .build();
        RemoteIterator<S3AFileStatus> objects = s3.getListing()
                .createFileStatusListingIterator(
                        first.getParent(),
                        S3ListRequest.v2(request),
                        path -> true,
                        new Listing.AcceptAllButSelfAndS3nDirs(first.getParent()),
                        s3.getActiveAuditSpan());
        List<FileStatus> found = new ArrayList<>();
        while (objects.hasNext()) {
            found.add(objects.next());
        }
        return found;
    }
}
