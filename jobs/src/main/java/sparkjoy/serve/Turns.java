package sparkjoy.serve;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Lets so many statements of one user do something at once; the others wait for their turn, the oldest first. */
final class Turns {
    private final int number;
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();

    Turns(int number) {
        this.number = number;
    }

    /** Waits for a turn; whoever takes it gives it back. */
    Semaphore take(String owner) throws InterruptedException {
        Semaphore turn = turns.computeIfAbsent(owner, user -> new Semaphore(number, true));
        turn.acquire();
        return turn;
    }

    /** Forgets a user that is gone. */
    void forget(String owner) {
        turns.remove(owner);
    }
}
