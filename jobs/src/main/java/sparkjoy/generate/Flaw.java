package sparkjoy.generate;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Why a line must be refused, and how to make such a line of a sound one. */
enum Flaw {
    BROKEN_JSON {
        @Override
        String spoil(String line, SplittableRandom random) {
            return switch (random.nextInt(4)) {
                case 0 -> line.replace("\"type\":", "\"type\"");
                case 1 -> line.substring(0, line.length() - 1) + ",}";
                case 2 -> line.replace("\"context\":{", "\"context\":");
                default -> line.substring(0, asciiAt(line, random.nextInt(line.length() / 4, line.length())));
            };
        }
    },
    NOT_AN_OBJECT {
        @Override
        String spoil(String line, SplittableRandom random) {
            return any(random, "[" + line + "]", "42", "null", "true", "\"Order Completed\"", "[]");
        }
    },
    MISSING_MESSAGE_ID {
        @Override
        String spoil(String line, SplittableRandom random) {
            return with(line, "messageId", any(random, "", "\"messageId\":null,", "\"messageId\":\"\","));
        }
    },
    LONG_MESSAGE_ID {
        @Override
        String spoil(String line, SplittableRandom random) {
            String id = "m".repeat(random.nextInt(101, 400));
            return with(line, "messageId", "\"messageId\":\"" + id + "\",");
        }
    },
    INVALID_UTF8 {
        @Override
        String spoil(String line, SplittableRandom random) {
            String bytes = any(random, "\u00ff", "\u00c3(", "\u00e2\u0082", "\u00c0\u00af", "\u00ed\u00a0\u0080");
            return line.replace("\"properties\":{", "\"properties\":{\"note\":\"caf" + bytes + "\",");
        }
    },
    NUL_BYTE {
        @Override
        String spoil(String line, SplittableRandom random) {
            return line.replace("\"properties\":{", "\"properties\":{\"note\":\"a\0b\",");
        }
    },
    MISSING_TIMESTAMP {
        @Override
        String spoil(String line, SplittableRandom random) {
            return switch (random.nextInt(3)) {
                case 0 -> with(line, "receivedAt", "");
                case 1 -> with(line, "receivedAt", "\"receivedAt\":null,");
                default -> times(line, "", "", "", "");
            };
        }
    },
    UNPARSABLE_TIMESTAMP {
        @Override
        String spoil(String line, SplittableRandom random) {
            return all(line, any(random, "yesterday", "2026-13-45T25:61:00.000Z", "02/03/2026 12:00"));
        }
    },
    TIMESTAMP_OUT_OF_RANGE {
        @Override
        String spoil(String line, SplittableRandom random) {
            return all(line, any(random, "1970-01-01T00:00:00.000Z", "2099-12-31T23:59:59.000Z"));
        }
    },
    MISSING_IDENTITY {
        @Override
        String spoil(String line, SplittableRandom random) {
            String anonymous = with(line, "anonymousId", any(random, "", "\"anonymousId\":null,"));
            return anonymous.replaceFirst("\"userId\":[^,]*,", any(random, "", "\"userId\":null,"));
        }
    },
    NUMBER_OUT_OF_RANGE {
        @Override
        String spoil(String line, SplittableRandom random) {
            return line.replace(
                    "\"properties\":{", "\"properties\":{\"score\":" + any(random, "1e400", "-1e999") + ",");
        }
    },
    MISSING_TYPE {
        @Override
        String spoil(String line, SplittableRandom random) {
            return line.replace("\"type\":\"track\",", any(random, "", "\"type\":null,"));
        }
    };

    /** The flaw for the n-th malformed line: each kind in its turn. */
    static Flaw inTurn(int number) {
        Flaw[] all = values();
        return all[number % all.length];
    }

    /** The flawed line; the bytes pass through as Latin-1, so that each stays itself. */
    byte[] spoil(JsonBuffer line, SplittableRandom random) {
        String sound = new String(line.array(), 0, line.size(), StandardCharsets.ISO_8859_1);
        return spoil(sound, random).getBytes(StandardCharsets.ISO_8859_1);
    }

    abstract String spoil(String line, SplittableRandom random);

    private static String with(String line, String field, String replacement) {
        return line.replaceFirst("\"" + field + "\":\"[^\"]*\",", replacement);
    }

    private static String times(String line, String original, String received, String sent, String timestamp) {
        String first = with(with(line, "originalTimestamp", original), "receivedAt", received);
        return with(with(first, "sentAt", sent), "timestamp", timestamp);
    }

    private static String all(String line, String time) {
        return times(
                line,
                "\"originalTimestamp\":\"" + time + "\",",
                "\"receivedAt\":\"" + time + "\",",
                "\"sentAt\":\"" + time + "\",",
                "\"timestamp\":\"" + time + "\",");
    }

    /** The last place not after the given one where no character is cut in two. */
    private static int asciiAt(String line, int latest) {
        int at = latest;
        while (line.charAt(at) > 0x7F || line.charAt(at - 1) > 0x7F) {
            at--;
        }
        return at;
    }

    private static String any(SplittableRandom random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
