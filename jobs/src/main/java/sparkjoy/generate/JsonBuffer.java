package sparkjoy.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** JSON text under construction, kept as UTF-8 bytes and used again for the next text. */
final class JsonBuffer {
    private static final long DAY = 86_400_000L;
    private static final byte[] HEX = ascii("0123456789abcdef");

    private byte[] bytes = new byte[512];
    private int size;
    private final Map<Long, byte[]> days = new HashMap<>();

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    JsonBuffer clear() {
        size = 0;
        return this;
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** The bytes themselves, of which the first {@link #size()} count; not to be kept. */
    byte[] array() {
        return bytes;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    JsonBuffer add(byte[] more) {
        return add(more, more.length);
    }

    JsonBuffer add(JsonBuffer more) {
        return add(more.bytes, more.size);
    }

    JsonBuffer add(byte[] more, int length) {
        reserve(length);
        System.arraycopy(more, 0, bytes, size, length);
        size += length;
        return this;
    }

    /** Adds text that is ASCII and needs no escapes. */
    JsonBuffer add(String ascii) {
        int length = ascii.length();
        reserve(length);
        for (int at = 0; at < length; at++) {
            bytes[size + at] = (byte) ascii.charAt(at);
        }
        size += length;
        return this;
    }

    /** Adds the four bytes of a number, the highest first. */
    JsonBuffer word(int value) {
        reserve(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    JsonBuffer number(long value) {
        if (value < 0) {
            return add("-").number(-value);
        }
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        digits(value, digits);
        return this;
    }

    /** Adds an amount of money with its two decimals. */
    JsonBuffer cents(long cents) {
        number(cents / 100).add(".");
        digits(cents % 100, 2);
        return this;
    }

    /** Adds the instant as Segment writes it: ISO 8601 in UTC with milliseconds. */
    JsonBuffer instant(long epochMillis) {
        long epochDay = Math.floorDiv(epochMillis, DAY);
        int millis = (int) Math.floorMod(epochMillis, DAY);
        add(days.computeIfAbsent(epochDay, day -> ascii(LocalDate.ofEpochDay(day) + "T")));
        digits(millis / 3_600_000, 2).add(":");
        digits(millis / 60_000 % 60, 2).add(":");
        digits(millis / 1000 % 60, 2).add(".");
        return digits(millis % 1000, 3).add("Z");
    }

    /** Adds a version 4 UUID made of 122 of the bits. */
    JsonBuffer uuid(long high, long low) {
        long versioned = (high & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        long varied = (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        hex(versioned >>> 32, 8).add("-");
        hex(versioned >>> 16, 4).add("-");
        hex(versioned, 4).add("-");
        hex(varied >>> 48, 4).add("-");
        return hex(varied, 12);
    }

    /** Adds the lowest digits of the value in hexadecimal. */
    JsonBuffer hex(long value, int digits) {
        reserve(digits);
        for (int at = 0; at < digits; at++) {
            bytes[size + at] = HEX[(int) (value >>> (4 * (digits - 1 - at))) & 0xF];
        }
        size += digits;
        return this;
    }

    private JsonBuffer digits(long value, int digits) {
        reserve(digits);
        long rest = value;
        for (int at = digits - 1; at >= 0; at--) {
            bytes[size + at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
