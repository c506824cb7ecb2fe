package org.coherer.training.server.rows;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coherer.training.embedding.IdPartition;
import org.coherer.training.embedding.RowStep;
import org.coherer.training.embedding.wire.RowsRequest;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.server.Responses;
import org.coherer.training.transport.TransportException;

/**
 * A client's side of one table: takes the ids of a batch, pulls the row of each distinct one from
 * the server that has it, and pushes one gradient for each. All servers are asked at once.
 *
 * <p>Has one batch at a time, of which one thing is under way. Several clients may share
 * connections, and so have several batches under way. What a server refuses throws {@link
 * org.coherer.training.rpc.RequestRefusedException}, its loss a {@link TransportException}; by then
 * nothing is under way at the other servers either. Memory is reused, and grows with the largest
 * batch. Used by one thread at a time.
 */
public final class RowsClient implements AutoCloseable {

  private static final ByteBuffer[] NOTHING = {};

  private final List<RequestClient> servers;
  private final int table;
  private final int width;
  private final Duration deadline;
  private final RowsRequest request;
  private final List<CompletableFuture<Long>> underWay = new ArrayList<>();

  /**
   * Creates a client.
   *
   * @param servers the connection to each server, in order, which remain the caller's to close
   * @param table the number of the table
   * @param width the floats of its rows
   * @param deadline how long an answer may take
   */
  public RowsClient(List<RequestClient> servers, int table, int width, Duration deadline) {
    this.servers = List.copyOf(servers);
    this.table = table;
    this.width = width;
    this.deadline = deadline;
    request = new RowsRequest(table, width, new IdPartition(servers.size()));
  }

  /** Fails unless every server has its shard of a table with this number and width. */
  public void check() {
    requireNothingUnderWay();
    for (int i = 0; i < servers.size(); i++) {
      CheckMessage expected = new CheckMessage(table, width, i, servers.size());
      send(i, RowMethod.CHECK, expected.body(), NOTHING);
    }
    Responses.await(underWay);
  }

  /**
   * Takes the ids of the next batch.
   *
   * @param ids none negative, any of them more than once; not needed any more afterwards
   * @param count how many, from the first one on
   * @throws IllegalArgumentException if an id is negative, or the rows would take 2 GiB
   */
  public void batch(long[] ids, int count) {
    requireNothingUnderWay();
    request.prepare(ids, count);
  }

  /** Asks for the rows of the batch. */
  public void startPull() {
    requireNothingUnderWay();
    for (int i = 0; i < servers.size(); i++) {
      if (request.distinctIds(i) > 0) {
        send(i, RowMethod.PULL, request.pullBody(i), request.answer(i));
      }
    }
  }

  /**
   * Waits for the rows that {@link #startPull} has asked for.
   *
   * @param rows receives a row for each position of the batch, from its start on
   */
  public void finishPull(float[] rows) {
    Responses.await(underWay);
    long received = underWay.stream().mapToLong(CompletableFuture::join).sum();
    long expected = (long) request.distinctIds() * width * Float.BYTES;
    if (received != expected) {
      throw new TransportException(
          "Servers have answered "
              + received
              + " bytes for "
              + request.distinctIds()
              + " rows of table "
              + table
              + " (must be "
              + expected
              + ": client and servers must agree on the width, see check)");
    }
    request.scatter(rows);
  }

  /**
   * Sends the gradients of the batch.
   *
   * @param gradients one of a row for each position of the batch; not needed any more afterwards
   * @param step what the push depends on beside them
   */
  public void startPush(float[] gradients, RowStep step) {
    requireNothingUnderWay();
    request.combine(gradients);
    for (int i = 0; i < servers.size(); i++) {
      if (request.distinctIds(i) > 0) {
        send(i, RowMethod.PUSH, request.pushBody(i, step), NOTHING);
      }
    }
  }

  /** Waits until the servers have changed the rows. */
  public void finishPush() {
    Responses.await(underWay);
  }

  /** Takes the ids of the next batch, and pulls their rows. */
  public void pull(long[] ids, int count, float[] rows) {
    batch(ids, count);
    startPull();
    finishPull(rows);
  }

  /** Pushes the gradients of the batch. */
  public void push(float[] gradients, RowStep step) {
    startPush(gradients, step);
    finishPush();
  }

  private void send(int server, RowMethod method, ByteBuffer[] body, ByteBuffer[] into) {
    underWay.add(servers.get(server).send(method.code(), body, into, deadline));
  }

  private void requireNothingUnderWay() {
    if (!idle()) {
      throw new IllegalStateException(
          "Requests of the batch are under way (finish them first, or use another client)");
    }
    underWay.clear();
  }

  private boolean idle() {
    for (CompletableFuture<Long> each : underWay) {
      if (!each.isDone()) {
        return false;
      }
    }
    return true;
  }

  /** Frees the memory. What is still under way keeps its own until it ends. Safe to call again. */
  @Override
  public void close() {
    if (idle()) {
      request.close();
    }
  }
}
