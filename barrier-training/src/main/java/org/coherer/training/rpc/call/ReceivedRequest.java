package org.coherer.training.rpc.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coherer.training.rpc.Request;

/** A request that has arrived completely. Gives its memory back once it is answered. */
public abstract class ReceivedRequest implements Request {

  private final Connection connection;
  private final int method;
  private final long capacity;
  private final BufferPool pool;
  private final ByteBuffer memory;
  private final ByteBuffer body;
  private final AtomicBoolean done = new AtomicBoolean();

  /**
   * Takes over a content.
   *
   * @param capacity how many bytes the answer may have
   * @param memory the content, from the pool
   */
  protected ReceivedRequest(
      Connection connection, int method, long capacity, BufferPool pool, ByteBuffer memory) {
    this.connection = connection;
    this.method = method;
    this.capacity = capacity;
    this.pool = pool;
    this.memory = memory;
    this.body = memory.duplicate().order(ByteOrder.nativeOrder());
  }

  @Override
  public final int client() {
    return connection.client();
  }

  @Override
  public final long connection() {
    return connection.number();
  }

  @Override
  public final int method() {
    return method;
  }

  @Override
  public final ByteBuffer body() {
    return body;
  }

  @Override
  public final void answer(ByteBuffer... content) {
    if (done.compareAndSet(false, true)) {
      try {
        long bytes = Contents.bytes(content);
        if (bytes > capacity) {
          sendTooLong(bytes);
        } else {
          send(content);
        }
      } finally {
        pool.give(memory);
      }
    }
  }

  @Override
  public final void refuse(String why) {
    if (done.compareAndSet(false, true)) {
      try {
        sendRefusal(Contents.cut(why));
      } finally {
        pool.give(memory);
      }
    }
  }

  /** Forgets the request: its client is gone. */
  final void drop() {
    if (done.compareAndSet(false, true)) {
      pool.give(memory);
    }
  }

  /** Sends an answer that fits; copies what cannot be sent at once. */
  protected abstract void send(ByteBuffer... content);

  /** Says that the answer is longer than the client has space for. */
  protected abstract void sendTooLong(long bytes);

  /** Sends a refusal. */
  protected abstract void sendRefusal(String why);
}
