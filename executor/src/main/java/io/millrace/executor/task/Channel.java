package io.millrace.executor.task;

import io.millrace.spi.batch.RowBatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A queue between two tasks, bounded in batches: a producer asks {@link #hasRoom} before each piece of work and may overshoot
 * by what one piece gives.
 *
 * <p><b>Threading:</b> one producer, one consumer. <b>Source:</b> linked single-producer single-consumer queue (D. Vyukov).
 */
public final class Channel implements TaskInput {
    private static final int BATCHES_MAX = 16;

    private final AtomicInteger size = new AtomicInteger();
    private Node head = new Node(null);
    private Node tail = head;
    private Runnable wakeConsumer = () -> {};
    private Runnable wakeProducer = () -> {};

    private static final class Node {
        @Nullable Item item;

        final AtomicReference<@Nullable Node> next = new AtomicReference<>();

        Node(@Nullable Item item) {
            this.item = item;
        }
    }

    /** Which tasks to wake; set before they start. */
    public void connect(Task producer, Task consumer) {
        wakeConsumer = consumer::wake;
        wakeProducer = producer::wake;
    }

    public boolean hasRoom() {
        return size.get() < BATCHES_MAX;
    }

    public void send(RowBatch batch) {
        put(new Rows(batch));
    }

    public void send(Barrier barrier) {
        put(new Mark(barrier));
    }

    private void put(Item item) {
        Node node = new Node(item);
        Node last = tail;
        tail = node;
        int before = size.getAndIncrement();
        last.next.set(node);
        if (before == 0) {
            wakeConsumer.run();
        }
    }

    @Override
    public @Nullable Item poll() {
        Node next = head.next.get();
        if (next == null) {
            return null;
        }
        Item item = next.item;
        next.item = null;
        head = next;
        if (size.getAndDecrement() == BATCHES_MAX) {
            wakeProducer.run();
        }
        return item;
    }
}
