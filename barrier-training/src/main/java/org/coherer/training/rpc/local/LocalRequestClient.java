package org.coherer.training.rpc.local;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.rpc.RequestRefusedException;
import org.coherer.training.rpc.call.Call;
import org.coherer.training.rpc.call.ChannelLimits;
import org.coherer.training.rpc.call.Connection;
import org.coherer.training.rpc.call.Contents;
import org.coherer.training.rpc.call.Endpoint;
import org.coherer.training.rpc.call.Inbox;
import org.coherer.training.rpc.call.Service;
import org.coherer.training.rpc.call.Window;
import org.coherer.training.transport.TransportException;

/**
 * A connection within one Java virtual machine. A content is copied when it is sent, since the
 * client's buffers may be gone before the server is done with it; an answer is copied to where it
 * belongs, by the thread that answers.
 */
final class LocalRequestClient implements RequestClient {

  private final BooleanSupplier cancelled;
  private final Endpoint endpoint;
  private final ChannelLimits limits;
  private final Service service;
  private final Connection connection;
  private final Consumer<LocalRequestClient> whenEnded;
  private final Window window;
  private final Inbox inbox;
  private final Set<LocalCall> calls = ConcurrentHashMap.newKeySet();
  private final AtomicReference<TransportException> failure = new AtomicReference<>();

  LocalRequestClient(
      BooleanSupplier cancelled,
      Endpoint endpoint,
      ChannelLimits limits,
      Service service,
      Connection connection,
      Consumer<LocalRequestClient> whenEnded) {
    this.cancelled = cancelled;
    this.endpoint = endpoint;
    this.limits = limits;
    this.service = service;
    this.connection = connection;
    this.whenEnded = whenEnded;
    window = new Window(limits);
    inbox = service.inbox(connection);
  }

  @Override
  public CompletableFuture<Long> send(
      int method, ByteBuffer[] body, ByteBuffer[] into, Duration deadline) {
    long length = Contents.bytes(body);
    limits.checkContent(length);
    Call call = new Call(method, into, deadline);
    long weight = limits.weight(length, call.capacity());
    long nanos = call.nanosLeft(System.nanoTime());
    switch (window.enter(weight, nanos, !service.threads().current())) {
      case ENDED -> call.fail(failure.get());
      case LATE -> call.fail(endpoint.full(call));
      case INTERRUPTED -> call.fail(endpoint.ended("was interrupted while it waited to send"));
      case NONE -> send(new LocalCall(call, weight), (int) length, body);
    }
    return call.future();
  }

  private void send(LocalCall sent, int length, ByteBuffer[] body) {
    ByteBuffer memory;
    try {
      memory = service.pool().take(length);
    } catch (OutOfMemoryError e) {
      sent.fail(endpoint.lost("no memory for the request: " + e.getMessage(), e));
      return;
    }
    Contents.copy(body, memory);
    calls.add(sent);
    inbox.add(new LocalRequest(connection, sent, service.pool(), memory.rewind()));
    TransportException ended = failure.get();
    if (ended != null) {
      sent.fail(ended);
    }
  }

  /** A call that is under way. */
  final class LocalCall {

    private final Call call;
    private final long weight;

    private LocalCall(Call call, long weight) {
      this.call = call;
      this.weight = weight;
    }

    int method() {
      return call.method();
    }

    long capacity() {
      return limits.capacity(call.capacity());
    }

    void answer(ByteBuffer... content) {
      long bytes = Contents.bytes(content);
      if (call.fill(content)) {
        forget();
        call.complete(bytes);
      }
    }

    void tooLong(long bytes) {
      fail(endpoint.tooLong(call, bytes, limits));
    }

    void refuse(String why) {
      fail(new RequestRefusedException(why));
    }

    private void fail(RuntimeException why) {
      if (call.end()) {
        forget();
        call.fail(why);
      }
    }

    private void forget() {
      calls.remove(this);
      window.leave(weight);
    }

    private void expire(long now) {
      if (call.nanosLeft(now) <= 0) {
        fail(endpoint.late(call));
      }
    }
  }

  /** Ends calls whose time is up, or the connection if it is cancelled. */
  void tick(long now) {
    if (cancelled.getAsBoolean()) {
      end(endpoint.ended("was cancelled"));
    } else {
      calls.forEach(each -> each.expire(now));
    }
  }

  void endByServer() {
    end(endpoint.lost("connection closed", null));
  }

  @Override
  public void close() {
    end(endpoint.ended("was closed"));
  }

  private void end(TransportException why) {
    if (failure.compareAndSet(null, why)) {
      window.end();
      inbox.end();
      calls.forEach(each -> each.fail(why));
      whenEnded.accept(this);
    }
  }
}
