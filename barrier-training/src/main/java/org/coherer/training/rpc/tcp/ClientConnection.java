package org.coherer.training.rpc.tcp;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.coherer.training.rpc.RequestRefusedException;
import org.coherer.training.rpc.call.Contents;
import org.coherer.training.rpc.call.Endpoint;
import org.coherer.training.rpc.call.Pieces;
import org.coherer.training.rpc.call.Window;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.tcp.Wire;

/** What the thread of a client does: everything with the socket. */
final class ClientConnection implements EventLoop.Ready, EventLoop.Duty, FrameReceiver {

  private final Endpoint endpoint;
  private final TransportSettings settings;
  private final Window window;
  private final SentCalls calls;
  private final Wire wire;
  private final Pulse pulse;
  private final EventLoop loop;
  private final FrameReader reader;
  private final FrameWriter writer;
  private SelectionKey key;
  private long lastReceivedNanos = System.nanoTime();
  private SentCalls.Sent current;
  private ByteBuffer text;
  private volatile TransportException failure;

  ClientConnection(
      Endpoint endpoint, TransportSettings settings, Window window, SentCalls calls, Wire wire)
      throws IOException {
    this.endpoint = endpoint;
    this.settings = settings;
    this.window = window;
    this.calls = calls;
    this.wire = wire;
    pulse = new Pulse(settings.timeouts().peer());
    String name = "coherer-rpc-client-" + endpoint.client() + "-" + endpoint.server();
    loop = new EventLoop(name, this, pulse.tickNanos());
    reader = new FrameReader(wire);
    writer = new FrameWriter(wire);
  }

  EventLoop loop() {
    return loop;
  }

  FrameWriter writer() {
    return writer;
  }

  void start(SocketChannel channel) throws IOException {
    key = loop.register(channel, SelectionKey.OP_READ, this);
    loop.start();
  }

  /** Returns why the connection has ended; null while it has not. */
  TransportException failure() {
    return failure;
  }

  @Override
  public void ready(SelectionKey ready) {
    if (ready.isWritable()) {
      key.interestOpsAnd(~SelectionKey.OP_WRITE);
      flush();
    }
    if (failure == null && ready.isReadable()) {
      read();
    }
  }

  private void read() {
    lastReceivedNanos = System.nanoTime();
    try {
      if (reader.advance(this)) {
        loop.execute(this::readOn); // What waits to be sent comes first.
      }
    } catch (ProtocolException e) {
      end(endpoint.violated(e));
    } catch (IOException e) {
      end(endpoint.lost(e.getMessage(), e));
    }
  }

  private void readOn() {
    if (failure == null) {
      read();
    }
  }

  void flush() {
    try {
      if (failure == null && writer.flush()) {
        key.interestOpsOr(SelectionKey.OP_WRITE);
      }
    } catch (IOException e) {
      end(endpoint.lost(e.getMessage(), e));
    }
  }

  @Override
  public Pieces begin(FrameHeader header) throws ProtocolException {
    current = null;
    switch (header.kind()) {
      case HEARTBEAT:
        return Pieces.NOWHERE;
      case REQUEST:
        throw new ProtocolException("it sent a request");
      default:
        current = calls.get(header.tag());
    }
    return switch (header.kind()) {
      case ANSWER -> beginAnswer(header);
      case REFUSAL -> beginRefusal(header);
      default -> Pieces.NOWHERE;
    };
  }

  private Pieces beginAnswer(FrameHeader header) throws ProtocolException {
    if (current == null) {
      return Pieces.NOWHERE;
    }
    checkLength(header, current.call().capacity());
    return current.call().target();
  }

  private Pieces beginRefusal(FrameHeader header) throws ProtocolException {
    checkLength(header, Contents.MOST_TEXT_BYTES);
    text = ByteBuffer.allocate((int) header.length());
    return new Pieces(text);
  }

  private static void checkLength(FrameHeader header, long most) throws ProtocolException {
    if (header.length() > most) {
      throw new ProtocolException(
          header.kind() + " frame of " + header.length() + " bytes (at most " + most + ")");
    }
  }

  @Override
  public void end(FrameHeader header) throws ProtocolException {
    SentCalls.Sent sent = current;
    current = null;
    if (sent == null) {
      return; // A heartbeat, or the answer to a call that has ended.
    }
    if (!sent.withdraw(writer)) {
      throw new ProtocolException("it answered a request before that was sent");
    }
    switch (header.kind()) {
      case ANSWER -> {
        if (calls.end(sent)) {
          sent.call().complete(header.length());
        }
      }
      case REFUSAL -> fail(sent, new RequestRefusedException(Contents.decode(text)));
      default -> fail(sent, calls.tooLong(endpoint, sent, header.capacity()));
    }
  }

  @Override
  public void tick(long now) {
    if (failure != null) {
      return;
    }
    pulse.look(now);
    if (settings.cancelled().getAsBoolean()) {
      end(endpoint.ended("was cancelled"));
    } else if (pulse.lost(lastReceivedNanos, now)) {
      end(endpoint.lost("no sign of life for " + pulse.text(), null));
    } else {
      calls.forEach(this::expire, now);
      if (!writer.pending() && pulse.due(writer.lastMovedNanos(), now)) {
        writer.add(FrameHeader.heartbeat(), new ByteBuffer[0], () -> {});
        flush();
      }
    }
  }

  private void expire(SentCalls.Sent sent, long nanosLeft) {
    if (nanosLeft > 0 || !sent.queued() || failure != null) {
      return;
    }
    TransportException late = endpoint.late(sent.call());
    if (!sent.withdraw(writer)) {
      end(late); // Half of it was sent: nothing can follow.
      return;
    }
    if (sent == current) {
      current = null;
      reader.discard();
    }
    fail(sent, late);
  }

  void fail(SentCalls.Sent sent, RuntimeException why) {
    if (calls.end(sent)) {
      sent.call().fail(why);
    }
  }

  @Override
  public void end() {
    end(endpoint.ended("was closed"));
    reader.close();
  }

  private void end(TransportException why) {
    if (failure == null) {
      failure = why;
      window.end();
      wire.close();
      writer.close();
      calls.forEach((sent, nanosLeft) -> fail(sent, why), System.nanoTime());
      loop.stop();
    }
  }
}
