package org.coherer.training.rpc.tcp;

import java.net.ProtocolException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.coherer.training.rpc.call.Call;
import org.coherer.training.rpc.call.ChannelLimits;
import org.coherer.training.rpc.call.Endpoint;
import org.coherer.training.rpc.call.Window;
import org.coherer.training.transport.TransportException;

/** The calls of a client that are under way, by their tags. Thread-safe. */
final class SentCalls {

  private final ChannelLimits limits;
  private final Window window;
  private final AtomicLong issued = new AtomicLong();
  private final Map<Long, Sent> calls = new ConcurrentHashMap<>();

  /** Tells the window when a call is not under way any more. */
  SentCalls(ChannelLimits limits, Window window) {
    this.limits = limits;
    this.window = window;
  }

  /** A call, and what is left to send of it. */
  static final class Sent {

    private final long tag;
    private final Call call;
    private final long weight;
    private volatile boolean queued;
    private volatile OutgoingFrame frame;

    private Sent(long tag, Call call, long weight) {
      this.tag = tag;
      this.call = call;
      this.weight = weight;
    }

    long tag() {
      return tag;
    }

    Call call() {
      return call;
    }

    /** Returns whether it is the writer's turn. */
    boolean queued() {
      return queued;
    }

    /** Sees to it that the content is not touched any more; returns false if that cannot be. */
    boolean withdraw(FrameWriter writer) {
      OutgoingFrame unsent = frame;
      return unsent == null || writer.withdraw(unsent);
    }

    /** Takes note of what the writer has to send; null if nothing is left of it. */
    void queued(OutgoingFrame unsent) {
      frame = unsent;
      queued = true;
    }
  }

  /** Adds a call that the window has admitted with a weight. */
  Sent add(Call call, long weight) {
    Sent sent = new Sent(issued.incrementAndGet(), call, weight);
    calls.put(sent.tag, sent);
    return sent;
  }

  /**
   * Returns the call of a tag; null if it has ended.
   *
   * @throws ProtocolException if there was none
   */
  Sent get(long tag) throws ProtocolException {
    if (tag < 1 || tag > issued.get()) {
      throw new ProtocolException("an answer to request " + tag + ", which was not sent");
    }
    return calls.get(tag);
  }

  /**
   * Ends a call: its buffers are not touched any more. Only the first caller may complete it.
   *
   * @return whether this is the first
   */
  boolean end(Sent sent) {
    if (calls.remove(sent.tag) == null) {
      return false;
    }
    window.leave(sent.weight);
    return sent.call.end();
  }

  /** Describes the failure of a call whose answer is too long. */
  TransportException tooLong(Endpoint endpoint, Sent sent, long bytes) {
    return endpoint.tooLong(sent.call, bytes, limits);
  }

  /** Shows each call with its time left to a consumer. */
  void forEach(BiConsumer<Sent, Long> consumer, long now) {
    for (Sent sent : calls.values()) {
      consumer.accept(sent, sent.call.nanosLeft(now));
    }
  }
}
