package org.coherer.training.rpc.call;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coherer.training.rpc.RequestHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one connection that have arrived and are not handled yet: one thread at a time
 * handles them, in order, and in the end tells the handler that the connection is gone.
 * Thread-safe.
 */
public final class Inbox {

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  /** So many requests of one connection, then it is another one's turn. */
  private static final int TURN = 64;

  private final Connection connection;
  private final RequestHandler handler;
  private final HandlerThreads threads;
  private final Queue<ReceivedRequest> requests = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile boolean ended;
  private volatile boolean told;

  /** Has requests of a connection handled. */
  public Inbox(Connection connection, RequestHandler handler, HandlerThreads threads) {
    this.connection = connection;
    this.handler = handler;
    this.threads = threads;
  }

  /** Adds a request. */
  public void add(ReceivedRequest request) {
    requests.add(request);
    schedule();
  }

  /** Says that the connection has ended. What is not handled yet is dropped. Safe to call again. */
  public void end() {
    ended = true;
    schedule();
  }

  /** Returns whether none has arrived that is not handled or being handled. */
  public boolean isEmpty() {
    return requests.isEmpty();
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true) && !threads.execute(this::run)) {
      scheduled.set(false);
      dropAll();
    }
  }

  private void run() {
    do {
      turn();
    } while (!leave());
  }

  /** Returns whether this thread is done: there is no work left, or another one will do it. */
  private boolean leave() {
    scheduled.set(false);
    boolean work = !requests.isEmpty() || (ended && !told);
    if (!work || !scheduled.compareAndSet(false, true)) {
      return true;
    }
    return threads.execute(this::run); // Once the threads end, this one does all that is left.
  }

  private void turn() {
    for (int i = 0; i < TURN && !ended; i++) {
      ReceivedRequest request = requests.poll();
      if (request == null) {
        break;
      }
      handle(request);
    }
    if (ended) {
      dropAll();
      tell();
    }
  }

  private void dropAll() {
    for (ReceivedRequest next = requests.poll(); next != null; next = requests.poll()) {
      next.drop();
    }
  }

  private void handle(ReceivedRequest request) {
    try {
      handler.handle(request);
    } catch (RuntimeException | Error e) {
      if (e instanceof IllegalArgumentException) {
        LOG.debug("Refuses request {} of {}", request.method(), connection, e);
      } else {
        LOG.warn("Request {} of {} has failed", request.method(), connection, e);
      }
      request.refuse(e.getMessage() == null ? e.toString() : e.getMessage());
    } finally {
      Thread.interrupted(); // Whatever the handler did, an interrupt would close the connection.
    }
  }

  private void tell() {
    if (!told) {
      told = true;
      try {
        handler.disconnected(connection.client(), connection.number());
      } catch (RuntimeException e) {
        LOG.warn("A handler of requests failed when {} disconnected", connection, e);
      }
    }
  }
}
