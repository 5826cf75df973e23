package sparkjoy.generate;

/** How much was written. */
final class Volume {
    private long files;
    private long filesInOldFolders;
    private long lines;
    private long bytesCompressed;
    private long bytesUncompressed;

    void file(boolean isInOldFolder, long lineCount, long compressed, long uncompressed) {
        files++;
        filesInOldFolders += isInOldFolder ? 1 : 0;
        lines += lineCount;
        bytesCompressed += compressed;
        bytesUncompressed += uncompressed;
    }

    long lines() {
        return lines;
    }

    Truth.Files truth() {
        return new Truth.Files(files, filesInOldFolders, bytesCompressed, bytesUncompressed);
    }
}
