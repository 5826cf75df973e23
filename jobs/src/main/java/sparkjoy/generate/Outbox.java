package sparkjoy.generate;

import java.io.IOException;
import java.util.SplittableRandom;

/** Sends calls as Segment would log them, with the troubles that the recipe asks for, and tallies the truth. */
final class Outbox {
    private static final long HOUR = 3_600_000L;

    private final Recipe recipe;
    private final Calendar calendar;
    private final Delivery delivery;
    private final Tally tally;
    private final Envelope envelope = new Envelope();
    private int flawsDue;
    private int flaws;

    Outbox(Recipe recipe, Calendar calendar, Delivery delivery, Tally tally) {
        this.recipe = recipe;
        this.calendar = calendar;
        this.delivery = delivery;
        this.tally = tally;
    }

    void send(Caller caller, Call call, JsonBuffer payload) throws IOException {
        long receivedAt = caller.receivedAt(call);
        MessageId id = MessageId.random(caller.random());
        envelope.write(caller, call, id, receivedAt, payload);
        deliver(caller, receivedAt);
        tally.count(caller, call, receivedAt - call.at() >= HOUR);
        double trouble = caller.random().nextDouble();
        if (trouble < recipe.rates().duplicate()) {
            repeat(caller, call, id, receivedAt, payload);
        } else if (trouble < recipe.rates().duplicate() + recipe.rates().conflict()) {
            contradict(caller, call, id, receivedAt, payload);
        }
        if (caller.random().nextDouble() < recipe.rates().malformed()) {
            flawsDue++;
        }
        if (flawsDue > 0 && call.name().isTrack()) {
            flawsDue--;
            spoil(caller, call, payload);
        }
    }

    private void repeat(Caller caller, Call call, MessageId id, long receivedAt, JsonBuffer payload)
            throws IOException {
        long again = calendar.within(receivedAt + pause(caller.random()));
        if (caller.random().nextBoolean()) {
            envelope.write(caller, call, id, again, payload);
        }
        deliver(caller, again);
        tally.duplicate();
    }

    private void contradict(Caller caller, Call call, MessageId id, long receivedAt, JsonBuffer payload)
            throws IOException {
        long again = calendar.within(receivedAt + pause(caller.random()));
        Envelope.revise(payload);
        envelope.write(caller, call, id, again, payload);
        deliver(caller, again);
        tally.conflict();
    }

    private void spoil(Caller caller, Call call, JsonBuffer payload) throws IOException {
        long receivedAt = caller.receivedAt(call);
        envelope.write(caller, call, MessageId.random(caller.random()), receivedAt, payload);
        Flaw flaw = Flaw.inTurn(flaws++);
        byte[] spoilt = flaw.spoil(envelope.line(), caller.random());
        delivery.put(caller.person().source(), calendar.slot(receivedAt), spoilt, spoilt.length);
        tally.malformed(flaw);
    }

    private void deliver(Caller caller, long receivedAt) throws IOException {
        JsonBuffer line = envelope.line();
        delivery.put(caller.person().source(), calendar.slot(receivedAt), line.array(), line.size());
    }

    /** How long until a copy comes: mostly soon, sometimes in another file, sometimes on the next day. */
    private static long pause(SplittableRandom random) {
        double draw = random.nextDouble();
        if (draw < 0.4) {
            return random.nextLong(1_000, 60_000);
        }
        return draw < 0.75 ? random.nextLong(60_000, 3 * HOUR) : random.nextLong(12 * HOUR, 30 * HOUR);
    }
}
