package sparkjoy.lake;

/**
 * What a table takes.
 *
 * @param files data files of the newest version
 * @param bytes their size
 * @param storedFiles data files that lie there, also those of earlier versions
 * @param storedBytes their size
 * @param logFiles files of the log: commits, checkpoints and checksums
 */
public record Footprint(long files, long bytes, long storedFiles, long storedBytes, long logFiles) {}
