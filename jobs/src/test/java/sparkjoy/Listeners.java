package sparkjoy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP sockets that a process of this machine listens at, as the kernel lists them. */
final class Listeners {
    private static final String LISTENING = "0A";

    private Listeners() {}

    /** Addresses with ports, such as `127.0.0.1:10000`; none of a process that has ended. */
    static Set<String> of(long process) throws IOException {
        Set<String> inodes = sockets(process);
        Set<String> addresses = new TreeSet<>();
        for (String table : new String[] {"tcp", "tcp6"}) {
            Path file = Path.of("/proc/net", table);
            if (Files.exists(file)) {
                Files.readAllLines(file).stream()
                        .skip(1)
                        .map(line -> line.strip().split("\\s+", -1))
                        .filter(columns -> columns[3].equals(LISTENING) && inodes.contains(columns[9]))
                        .map(columns -> columns[1])
                        .map(Listeners::readable)
                        .forEach(addresses::add);
            }
        }
        return addresses;
    }

    /** Whether no other machine reaches any of them. */
    static boolean areLoopback(Collection<? extends String> addresses) {
        return addresses.stream()
                .allMatch(address -> address.startsWith("127.") || address.startsWith("0:0:0:0:0:0:0:1:"));
    }

    private static Set<String> sockets(long process) throws IOException {
        Path open = Path.of("/proc", String.valueOf(process), "fd");
        try (Stream<Path> files = Files.exists(open) ? Files.list(open) : Stream.empty()) {
            return files.map(Listeners::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    /** The kernel writes an address as words of its own byte order, in hex. */
    private static String readable(String entry) {
        int colon = entry.indexOf(':');
        byte[] words = HexFormat.of().parseHex(entry.substring(0, colon));
        ByteBuffer address = ByteBuffer.allocate(words.length);
        ByteBuffer source = ByteBuffer.wrap(words).order(ByteOrder.nativeOrder());
        while (source.hasRemaining()) {
            address.putInt(source.getInt());
        }
        try {
            return InetAddress.getByAddress(address.array()).getHostAddress() + ":"
                    + Integer.parseInt(entry.substring(colon + 1), 16);
        } catch (IOException e) {
            throw new IllegalStateException("Not an address: " + entry, e);
        }
    }
}
