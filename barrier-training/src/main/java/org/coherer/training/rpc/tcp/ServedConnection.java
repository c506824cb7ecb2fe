package org.coherer.training.rpc.tcp;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coherer.training.rpc.call.Connection;
import org.coherer.training.rpc.call.Inbox;
import org.coherer.training.rpc.call.Pieces;
import org.coherer.training.rpc.call.Service;
import org.coherer.training.transport.tcp.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's end of a connection. The thread of the loop reads requests; it and the handlers'
 * threads write answers, so that an interrupt of another thread closes no socket.
 */
final class ServedConnection implements EventLoop.Ready, FrameReceiver {

  private static final Logger LOG = LoggerFactory.getLogger(ServedConnection.class);

  /** So many reads of one connection, then it is another one's turn. */
  private static final int TURN = 16;

  private final Connection connection;
  private final Service service;
  private final EventLoop loop;
  private final Wire wire;
  private final boolean checksums;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final Hold hold;
  private final Inbox inbox;
  private final Pulse pulse;
  private final AtomicBoolean flushSoon = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private SelectionKey key;
  private boolean held;
  private long lastReceivedNanos = System.nanoTime();
  private ByteBuffer memory;

  /**
   * Takes over a connection after its handshake.
   *
   * @param checksums whether answers have a checksum
   */
  ServedConnection(
      Connection connection, Service service, EventLoop loop, Wire wire, boolean checksums) {
    this.connection = connection;
    this.service = service;
    this.loop = loop;
    this.wire = wire;
    this.checksums = checksums;
    reader = new FrameReader(wire);
    writer = new FrameWriter(wire);
    hold = new Hold(service.limits());
    inbox = service.inbox(connection);
    pulse = new Pulse(service.settings().timeouts().peer());
  }

  /** Begins to read. */
  void start(SelectionKey ofChannel) {
    key = ofChannel;
    key.attach(this);
    key.interestOps(SelectionKey.OP_READ);
  }

  Connection connection() {
    return connection;
  }

  boolean hasEnded() {
    return ended.get();
  }

  @Override
  public void ready(SelectionKey ready) {
    if (ready.isWritable()) {
      key.interestOpsAnd(~SelectionKey.OP_WRITE);
      flush();
    }
    if (!ended.get() && ready.isReadable()) {
      read();
    }
  }

  private void read() {
    lastReceivedNanos = System.nanoTime();
    try {
      for (int i = 0; i < TURN && !ended.get(); i++) {
        if (!reader.advance(this)) {
          return;
        }
      }
      loop.execute(this::read);
    } catch (IOException e) {
      end(e.getMessage());
    } catch (OutOfMemoryError e) {
      end("no memory for its request: " + e.getMessage());
    }
  }

  @Override
  public Pieces begin(FrameHeader header) throws ProtocolException {
    if (header.kind() == FrameKind.HEARTBEAT) {
      return Pieces.NOWHERE;
    }
    if (header.kind() != FrameKind.REQUEST) {
      throw new ProtocolException("a client sent an " + header.kind() + " frame");
    }
    if (header.length() > service.limits().contentBytes()) {
      throw new ProtocolException(
          "a request of "
              + header.length()
              + " bytes (at most "
              + service.limits().contentBytes()
              + ")");
    }
    held = !hold.enter(weight(header));
    if (held) {
      key.interestOpsAnd(~SelectionKey.OP_READ);
      return null;
    }
    memory = service.pool().take((int) header.length());
    return new Pieces(memory);
  }

  private long weight(FrameHeader header) {
    return service.limits().weight(header.length(), header.capacity());
  }

  @Override
  public void end(FrameHeader header) {
    if (header.kind() == FrameKind.REQUEST) {
      ByteBuffer complete = memory;
      memory = null;
      long capacity = service.limits().capacity(header.capacity());
      inbox.add(new TcpRequest(this, header, capacity, service.pool(), complete));
    }
  }

  /** Answers the request of a header. */
  void reply(FrameKind kind, FrameHeader request, long length, ByteBuffer... content) {
    FrameHeader.Checksum checksum =
        checksums && content.length > 0
            ? FrameHeader.Checksum.of(content)
            : FrameHeader.Checksum.NONE;
    boolean empty = kind == FrameKind.TOO_LONG;
    FrameHeader header =
        new FrameHeader(kind, 0, request.tag(), empty ? 0 : length, empty ? length : 0, checksum);
    OutgoingFrame frame = writer.add(header, content, () -> release(weight(request)));
    boolean mine = service.threads().current();
    if (frame != null) {
      if (mine) {
        flush(); // What leaves at once need not be copied.
      }
      writer.detach(frame, service.pool());
    }
    if (mine && inbox.isEmpty()) {
      flush();
    } else if (!flushSoon.getAndSet(true)) {
      loop.execute(this::flush);
    }
  }

  private void release(long weight) {
    if (hold.leave(weight)) {
      loop.execute(this::resume);
    }
  }

  private void resume() {
    if (!ended.get() && held) {
      held = false;
      key.interestOpsOr(SelectionKey.OP_READ);
      read();
    }
  }

  private void flush() {
    flushSoon.set(false);
    try {
      if (!ended.get() && writer.flush()) {
        loop.execute(this::awaitSocket);
      }
    } catch (IOException e) {
      end(e.getMessage());
    }
  }

  private void awaitSocket() {
    if (!ended.get()) {
      key.interestOpsOr(SelectionKey.OP_WRITE);
    }
  }

  /** Sends a heartbeat if one is due, and ends the connection if the client is lost. */
  void tick(long now) {
    pulse.look(now);
    if (!held && pulse.lost(lastReceivedNanos, now)) {
      end("no sign of life for " + pulse.text());
    } else if (writer.pending()) {
      if (pulse.lost(writer.lastMovedNanos(), now)) {
        end("it took nothing for " + pulse.text());
      }
    } else if (pulse.due(writer.lastMovedNanos(), now)) {
      writer.add(FrameHeader.heartbeat(), new ByteBuffer[0], () -> {});
      flush();
    }
  }

  /** Ends the connection for a reason. Safe to call again. */
  void end(String why) {
    if (ended.compareAndSet(false, true)) {
      LOG.debug("The connection of {} has ended: {}", connection, why);
      wire.close();
      inbox.end();
      writer.close();
      loop.execute(this::free);
    }
  }

  private void free() {
    reader.close();
    if (memory != null) {
      service.pool().give(memory);
      memory = null;
    }
  }
}
