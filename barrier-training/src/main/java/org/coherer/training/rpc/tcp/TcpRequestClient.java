package org.coherer.training.rpc.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.rpc.call.Call;
import org.coherer.training.rpc.call.ChannelLimits;
import org.coherer.training.rpc.call.Contents;
import org.coherer.training.rpc.call.Endpoint;
import org.coherer.training.rpc.call.Service;
import org.coherer.training.rpc.call.Window;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.tcp.Candidate;
import org.coherer.training.transport.tcp.Channels;

/**
 * A client's connection over TCP. One thread of its own sends, receives and completes futures; it
 * alone uses the socket, so that an interrupt of a caller does not close it.
 */
public final class TcpRequestClient implements RequestClient {

  private final Endpoint endpoint;
  private final ChannelLimits limits;
  private final boolean checksums;
  private final Window window;
  private final SentCalls calls;
  private final ClientConnection connection;
  private final EventLoop loop;
  private final FrameWriter writer;
  private final AtomicBoolean flushSoon = new AtomicBoolean();

  private TcpRequestClient(
      TransportSettings settings, ChannelLimits limits, Endpoint endpoint, Candidate candidate)
      throws IOException {
    this.endpoint = endpoint;
    this.limits = limits;
    checksums = SameMachine.checksums(settings.options(), candidate.channel());
    window = new Window(limits);
    calls = new SentCalls(limits, window);
    connection =
        new ClientConnection(
            endpoint, settings, window, calls, candidate.wire(settings.options().encrypted()));
    loop = connection.loop();
    writer = connection.writer();
    connection.start(candidate.channel());
  }

  /**
   * Connects to a server.
   *
   * @param settings of the client: its number is the rank
   * @throws TransportException if the server cannot be reached within the connect timeout, refuses
   *     the client, or the wait is interrupted or cancelled
   */
  public static TcpRequestClient connect(
      TransportSettings settings, ChannelLimits limits, Endpoint endpoint) {
    InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
    Candidate candidate =
        new Dialer(settings, endpoint.name(), address)
            .connect(Service.hello(settings, endpoint.client(), endpoint.server()));
    try {
      return new TcpRequestClient(settings, limits, endpoint, candidate);
    } catch (IOException e) {
      Channels.close(candidate.channel());
      throw endpoint.lost(e.getMessage(), e);
    }
  }

  @Override
  public CompletableFuture<Long> send(
      int method, ByteBuffer[] body, ByteBuffer[] into, Duration deadline) {
    long length = Contents.bytes(body);
    limits.checkContent(length);
    Call call = new Call(method, into, deadline);
    long weight = limits.weight(length, call.capacity());
    long nanos = call.nanosLeft(System.nanoTime());
    switch (window.enter(weight, nanos, !loop.current())) {
      case ENDED -> call.fail(connection.failure());
      case LATE -> call.fail(endpoint.full(call));
      case INTERRUPTED -> call.fail(endpoint.ended("was interrupted while it waited to send"));
      case NONE -> send(call, weight, length, body);
    }
    return call.future();
  }

  private void send(Call call, long weight, long length, ByteBuffer[] body) {
    FrameHeader.Checksum checksum =
        checksums && length > 0 ? FrameHeader.Checksum.of(body) : FrameHeader.Checksum.NONE;
    SentCalls.Sent sent = calls.add(call, weight);
    FrameHeader header =
        new FrameHeader(
            FrameKind.REQUEST, call.method(), sent.tag(), length, call.capacity(), checksum);
    sent.queued(writer.add(header, body, () -> {}));
    if (connection.failure() != null) {
      connection.fail(sent, connection.failure());
    } else if (!flushSoon.getAndSet(true)) {
      loop.execute(this::flush);
    }
  }

  private void flush() {
    flushSoon.set(false);
    connection.flush();
  }

  @Override
  public void close() {
    loop.close();
  }
}
