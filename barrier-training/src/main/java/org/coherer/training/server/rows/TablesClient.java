package org.coherer.training.server.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coherer.training.embedding.file.SliceSummary;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.rpc.RequestRefusedException;
import org.coherer.training.server.Responses;

/**
 * The driver's side of the servers' tables: has them written and read, while no worker takes part.
 * All servers do so at the same time. Used by one thread.
 */
public final class TablesClient {

  /** A shard may be as large as a machine. A server that is lost is noticed at once. */
  private static final Duration LONG = Duration.ofHours(6);

  private static final ByteBuffer[] NOTHING = {};

  private final List<RequestClient> servers;

  /**
   * Creates a client.
   *
   * @param servers the connection to each server, in order, which remain the caller's to close
   */
  public TablesClient(List<RequestClient> servers) {
    this.servers = List.copyOf(servers);
  }

  /**
   * Has all servers write their shards to a folder.
   *
   * @param tables how many tables there are
   * @return what they have written
   * @throws IllegalStateException if one cannot
   * @throws org.coherer.training.transport.TransportException if one is lost
   */
  List<SliceSummary> save(String folder, int tables) {
    List<ByteBuffer> answers = new ArrayList<>();
    servers.forEach(any -> answers.add(SavedSlices.allocate(tables)));
    send(RowMethod.SAVE, folder, answers);
    return answers.stream().flatMap(answer -> SavedSlices.decode(answer).stream()).toList();
  }

  /**
   * Has all servers replace their shards by those of a folder.
   *
   * @param folder empty for no rows
   * @throws IllegalStateException if one cannot
   * @throws org.coherer.training.transport.TransportException if one is lost
   */
  void load(String folder) {
    send(RowMethod.LOAD, folder, Collections.nCopies(servers.size(), ByteBuffer.allocate(0)));
  }

  private void send(RowMethod method, String folder, List<ByteBuffer> into) {
    ByteBuffer body = ByteBuffer.wrap(folder.getBytes(UTF_8));
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      ByteBuffer[] answer = {into.get(i).duplicate()};
      answers.add(
          servers.get(i).send(method.code(), new ByteBuffer[] {body.duplicate()}, answer, LONG));
    }
    try {
      Responses.await(answers);
    } catch (RequestRefusedException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Checks that all servers have space for rows.
   *
   * @throws IllegalStateException if a table is full; the message says which, and what to do
   * @throws org.coherer.training.transport.TransportException if a server is lost
   */
  public void requireSpace() {
    for (int i = 0; i < servers.size(); i++) {
      TableStatus status = status(i);
      if (status.exhaustion().isPresent()) {
        throw new IllegalStateException(
            "Server " + i + " of " + servers.size() + ": " + status.exhaustion().get());
      }
    }
  }

  private TableStatus status(int server) {
    ByteBuffer into = TableStatus.allocate();
    CompletableFuture<Long> answer =
        servers
            .get(server)
            .send(RowMethod.STATUS.code(), NOTHING, new ByteBuffer[] {into.duplicate()}, LONG);
    Responses.await(List.of(answer));
    return TableStatus.decode(into.limit(answer.join().intValue()));
  }
}
