package org.coherer.training.rpc.tcp;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coherer.training.transport.tcp.Channels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that waits for sockets, and does what other threads ask it to do. Thread-safe. */
final class EventLoop implements AutoCloseable {

  /** Somebody who has sockets, and looks after them. Called by the thread of the loop. */
  interface Duty {

    /** Looks after everything that depends on the time. */
    void tick(long now);

    /** Ends everything: the loop has ended. */
    void end();
  }

  /** What is done with a socket that is ready; the attachment of its key. */
  interface Ready {
    void ready(SelectionKey key);
  }

  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

  private final Selector selector;
  private final Thread thread;
  private final Duty duty;
  private final long tickNanos;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean sleeping = new AtomicBoolean();
  private volatile boolean stopped;
  private long nextTick = System.nanoTime();

  /** Prepares the thread of this name; {@link #start} starts it. */
  EventLoop(String name, Duty duty, long tickNanos) throws IOException {
    this.selector = Selector.open();
    this.duty = duty;
    this.tickNanos = tickNanos;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Returns whether the caller is the thread of the loop. */
  boolean current() {
    return Thread.currentThread() == thread;
  }

  /** Looks after a socket from now on. */
  SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws IOException {
    SelectionKey key = channel.register(selector, operations, ready);
    wake();
    return key;
  }

  /** Has the thread do something soon. What comes after the end is never done. */
  void execute(Runnable task) {
    tasks.add(task);
    wake();
  }

  private void wake() {
    if (sleeping.getAndSet(false)) {
      selector.wakeup();
    }
  }

  private void run() {
    try {
      while (!stopped) {
        doTasks();
        long now = System.nanoTime();
        if (now - nextTick >= 0) {
          nextTick = now + tickNanos;
          duty.tick(now);
        }
        await();
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("{} fails", thread.getName(), e);
    } finally {
      duty.end();
      doTasks();
      Channels.close(selector);
    }
  }

  private void doTasks() {
    int waiting = tasks.size(); // Sockets come next, even if tasks add others.
    for (int i = 0; i < waiting; i++) {
      Runnable task = tasks.remove();
      try {
        task.run();
      } catch (CancelledKeyException e) {
        LOG.debug("Another thread has closed a connection", e);
      }
    }
  }

  private void await() throws IOException {
    sleeping.set(true);
    long nanos = tasks.isEmpty() && !stopped ? nextTick - System.nanoTime() : 0;
    if (nanos > 0) {
      selector.select(this::ready, Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    } else {
      selector.selectNow(this::ready);
    }
    sleeping.set(false);
  }

  private void ready(SelectionKey key) {
    sleeping.set(false);
    try {
      ((Ready) key.attachment()).ready(key);
    } catch (CancelledKeyException e) {
      LOG.debug("Another thread has closed a connection", e);
    }
  }

  /** Ends the thread once it has done what it is doing. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  /** Ends the thread and waits for it, unless it is the caller. Safe to call again. */
  @Override
  public void close() {
    stop();
    boolean interrupted = false;
    while (!current() && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
