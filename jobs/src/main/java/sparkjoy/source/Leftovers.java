package sparkjoy.source;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;

/**
 * Objects that tools leave next to logs and that hold none: they are skipped by their name, without a row in the
 * ledger. Whatever is named otherwise is accounted for.
 */
final class Leftovers {
    private static final List<Pattern> NAMES = List.of(
                    // Segment's test of the bucket's permissions
                    "dummy-object\\.txt",
                    // Folders of tools that see S3 as a file system
                    ".*_\\$folder\\$",
                    // Spark, Hadoop and Databricks: ends, beginnings and checksums of jobs
                    "_SUCCESS",
                    "_temporary",
                    "_(committed|started)_[0-9]+",
                    "_(common_)?metadata",
                    "\\..*\\.crc",
                    "\\.spark-staging-.*",
                    // Copies at work: hadoop fs, distcp, rsync
                    ".*\\._COPYING_",
                    "\\.distcp\\.tmp\\..*",
                    "\\..*\\.gz\\.[A-Za-z0-9]{6}",
                    // Desktops and network disks
                    "\\.DS_Store",
                    "\\._.*",
                    "Thumbs\\.db",
                    "desktop\\.ini",
                    "\\.nfs[0-9a-f]+",
                    // Empty folders in version control and object browsers
                    "\\.(git|s3)?keep",
                    "\\.(emptyFolderP|p)laceholder")
            .stream()
            .map(name -> Pattern.compile(name, Pattern.DOTALL))
            .toList();

    private Leftovers() {}

    /** Whether an object or folder is one of these, or a marker of no bytes. */
    static boolean include(FileStatus status) {
        String name = status.getPath().getName();
        boolean isHidden = name.startsWith("_") || name.startsWith(".");
        return (status.isFile() && status.getLen() == 0 && isHidden)
                || NAMES.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
