package sparkjoy.generate;

import java.util.SplittableRandom;

/** A message id as Segment's libraries make them: 122 random bits, and for some the time before them. */
record MessageId(long high, long low) {

    static MessageId random(SplittableRandom random) {
        return new MessageId(random.nextLong(), random.nextLong());
    }

    /** @param sender what the library puts before the time; empty for libraries that send the bare UUID */
    void writeTo(JsonBuffer json, String sender, long originalAt) {
        if (!sender.isEmpty()) {
            json.add(sender).number(originalAt).add("-");
        }
        json.uuid(high, low);
    }
}
