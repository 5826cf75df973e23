package sparkjoy.serve;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Lets so many statements of one user do something at once; the others wait for their turn, the oldest first. */
final class Turns {
    private final int number;
    private final Map<String, Queue> queues = new HashMap<>();

    Turns(int number) {
        this.number = number;
    }

    /** Waits for a turn of a user; whoever takes it ends it. */
    Turn take(String owner) throws InterruptedException {
        Queue queue = joined(owner);
        try {
            queue.free.acquire();
        } catch (InterruptedException e) {
            leave(owner, queue);
            throw e;
        }
        return () -> {
            queue.free.release();
            leave(owner, queue);
        };
    }

    private synchronized Queue joined(String owner) {
        Queue queue = queues.computeIfAbsent(owner, user -> new Queue(new Semaphore(number, true)));
        queue.statements++;
        return queue;
    }

    private synchronized void leave(String owner, Queue queue) {
        queue.statements--;
        if (queue.statements == 0) {
            queues.remove(owner);
        }
    }

    /** The right to do something now. */
    interface Turn {
        void end();
    }

    /** The statements of one user that have a turn or wait for one. */
    private static final class Queue {
        private final Semaphore free;
        private int statements;

        private Queue(Semaphore free) {
            this.free = free;
        }
    }
}
