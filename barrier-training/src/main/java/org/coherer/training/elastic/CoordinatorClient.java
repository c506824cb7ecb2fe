package org.coherer.training.elastic;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.transport.TransportException;

/** The side of a server or a worker of the {@link Coordinator}. */
final class CoordinatorClient implements AutoCloseable {

  static final int REGISTER = 1;
  static final int LOCATE = 2;
  static final int GO_BACK = 3;

  /** A run may take that long. */
  private static final Duration WHOLE_RUN = Duration.ofDays(1000);

  private static final ByteBuffer[] NOTHING = {};

  private final RequestClient coordinator;

  /** Takes over a connection. */
  CoordinatorClient(RequestClient coordinator) {
    this.coordinator = coordinator;
  }

  /** Registers a server; completes when the run is over, or the driver is lost. */
  CompletableFuture<Long> register(ServerAddress address) {
    ByteBuffer[] body = {ServerAddress.encode(List.of(address))};
    return coordinator.send(REGISTER, body, NOTHING, WHOLE_RUN);
  }

  /**
   * Returns where the servers are, once all of them are there.
   *
   * @throws TransportException if they are not within a time, or the driver is lost
   */
  List<ServerAddress> locate(int servers, Duration longest) {
    ByteBuffer into =
        ByteBuffer.allocate(ServerAddress.mostBytes(servers)).order(ByteOrder.nativeOrder());
    long bytes = await(LOCATE, new ByteBuffer[] {into.duplicate()}, longest);
    return ServerAddress.decodeAll(into.limit((int) bytes));
  }

  /**
   * Has the run go back to its last snapshot.
   *
   * @throws TransportException if the driver is lost
   */
  void goBack(Duration longest) {
    await(GO_BACK, NOTHING, longest);
  }

  private long await(int method, ByteBuffer[] into, Duration longest) {
    CompletableFuture<Long> answer = coordinator.send(method, NOTHING, into, longest);
    try {
      return answer.get(longest.toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException("Interrupted while waiting for the coordinator", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new TransportException("The coordinator does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    coordinator.close();
  }
}
