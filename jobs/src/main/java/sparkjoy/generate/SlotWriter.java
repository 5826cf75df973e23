package sparkjoy.generate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What one source delivers for one slot of received time: one file, or more where it is big. */
final class SlotWriter implements Closeable {
    private static final long PLACE = 0x66696C65L;
    private static final long BIGGEST = 96_000_000;
    private static final int MEMBER = 1 << 19;
    private static final int SMALL_MEMBER = 1 << 16;

    private final Path folder;
    private final Recipe recipe;
    private final int source;
    private final long start;
    private final Compressors compressors;
    private final Volume volume;
    private Optional<GzipFile> file = Optional.empty();
    private boolean isInOldFolder;
    private int part;

    /**
     * @param folder the folder that holds the source ids
     * @param start epoch milliseconds at which the slot starts
     */
    SlotWriter(Path folder, Recipe recipe, int source, long start, Compressors compressors, Volume volume) {
        this.folder = folder;
        this.recipe = recipe;
        this.source = source;
        this.start = start;
        this.compressors = compressors;
        this.volume = volume;
    }

    void append(byte[] line, int length) throws IOException {
        if (file.isEmpty()) {
            file = Optional.of(next());
        }
        GzipFile current = file.get();
        current.append(line, length);
        if (current.lines() >= recipe.linesPerFile() || current.bytesWritten() >= BIGGEST) {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            GzipFile done = file.get();
            file = Optional.empty();
            done.close();
            volume.file(isInOldFolder, done.lines(), done.bytesWritten(), done.bytesTaken());
        }
    }

    private GzipFile next() throws IOException {
        long mark = Seeds.at(Seeds.at(recipe.seed(), PLACE, start), source, part++);
        isInOldFolder = Seeds.share(mark) < recipe.rates().oldFolder();
        long daysOld = isInOldFolder ? 1 + Math.floorMod(mark, 3) : 0;
        long day = start - Math.floorMod(start, Calendar.DAY) - daysOld * Calendar.DAY;
        Path parent = folder.resolve(recipe.sourceIds().get(source)).resolve(Long.toString(day));
        Files.createDirectories(parent);
        String name = start + "_" + (start + Traffic.SLOT) + "_" + Long.toHexString(mark) + ".gz";
        int memberBytes = Math.floorMod(mark >>> 8, 8) == 0 ? SMALL_MEMBER : MEMBER;
        return new GzipFile(parent.resolve(name), memberBytes, compressors);
    }
}
