package org.coherer.training.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.vector.FlatVector;

/**
 * The driver's side of the parameter server: begins steps, reads what servers hold between them,
 * and gives it back to servers that have lost it. Used by one thread.
 */
public final class DriverClient implements AutoCloseable {

  /** What is read, or written, by one request: 4 MiB. */
  private static final long VALUES = 1 << 20;

  private static final ByteBuffer[] NOTHING = {};

  private final List<RequestClient> servers;
  private final ServerPlan plan;
  private final int workers;
  private final Duration deadline;

  /**
   * Creates a driver's client.
   *
   * @param servers the connection to each server, in order, which this object takes over
   * @param workers how many workers there are
   * @param deadline how long an answer may take
   */
  public DriverClient(
      List<RequestClient> servers, ServerPlan plan, int workers, Duration deadline) {
    this.servers = List.copyOf(servers);
    this.plan = plan;
    this.workers = workers;
    this.deadline = deadline;
  }

  /**
   * Begins some steps of an epoch.
   *
   * @param epoch counted from 1
   * @param expected how many workers a synchronous update waits for at first
   * @param updatesPerEpoch how many updates an epoch has
   * @param rateFactor by what the learning rate is multiplied beside the schedule
   */
  public void begin(int epoch, int expected, long updatesPerEpoch, double rateFactor) {
    Messages.Begin begin = new Messages.Begin(epoch, expected, updatesPerEpoch, rateFactor);
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (RequestClient server : servers) {
      answers.add(send(server, Method.BEGIN, new ByteBuffer[] {begin.encode()}, NOTHING));
    }
    Responses.await(answers);
  }

  /** Has all workers leave after the step that they are making. */
  public void halt() {
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (RequestClient server : servers) {
      answers.add(send(server, Method.HALT, NOTHING, NOTHING));
    }
    Responses.await(answers);
  }

  /** Returns where the first server stands; steps may be under way. */
  public ServerPosition position() {
    return position(servers.get(0));
  }

  private ServerPosition position(RequestClient server) {
    ByteBuffer into = Messages.allocate(Messages.positionBytes(workers));
    Responses.await(
        List.of(send(server, Method.POSITION, NOTHING, new ByteBuffer[] {into.duplicate()})));
    return Messages.decodePosition(into);
  }

  /** Returns a copy of all that the servers hold but rows of tables; no step is under way. */
  public Snapshot snapshot() {
    List<ServerPosition> positions = servers.stream().map(this::position).toList();
    long parameters = positions.stream().mapToLong(ServerPosition::parameters).sum();
    FlatVector whole = FlatVector.allocate(parameters);
    List<FlatVector> states = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      FlatVector state = FlatVector.allocate(positions.get(i).state());
      read(servers.get(i), Messages.Part.PARAMETERS, Parts.of(plan, i, parameters).of(whole));
      read(servers.get(i), Messages.Part.STATE, state);
      states.add(state);
    }
    return new Snapshot(positions, whole, states, null);
  }

  /**
   * Gives the servers what they held, but for rows of tables; they may be others than those that it
   * was read from.
   */
  public void restore(Snapshot snapshot) {
    long parameters = snapshot.parameters().length();
    for (int i = 0; i < servers.size(); i++) {
      RequestClient server = servers.get(i);
      write(
          server,
          Messages.Part.PARAMETERS,
          Parts.of(plan, i, parameters).of(snapshot.parameters()));
      write(server, Messages.Part.STATE, snapshot.states().get(i));
      ByteBuffer position = Messages.encode(snapshot.positions().get(i));
      Responses.await(List.of(send(server, Method.RESTORE, new ByteBuffer[] {position}, NOTHING)));
    }
  }

  private void read(RequestClient server, Messages.Part part, FlatVector into) {
    for (long at = 0; at < into.length(); at += VALUES) {
      long count = Math.min(VALUES, into.length() - at);
      ByteBuffer[] asked = {new Messages.Range(part, at, count).encode()};
      ByteBuffer[] values = Messages.with(Messages.allocate(0), into.slice(at, count));
      Responses.await(List.of(send(server, Method.READ, asked, values)));
    }
  }

  private void write(RequestClient server, Messages.Part part, FlatVector from) {
    for (long at = 0; at < from.length(); at += VALUES) {
      long count = Math.min(VALUES, from.length() - at);
      ByteBuffer range = new Messages.Range(part, at, count).encode();
      Responses.await(
          List.of(
              send(server, Method.WRITE, Messages.with(range, from.slice(at, count)), NOTHING)));
    }
  }

  private CompletableFuture<Long> send(
      RequestClient server, Method method, ByteBuffer[] body, ByteBuffer[] into) {
    return server.send(method.code(), body, into, deadline);
  }

  @Override
  public void close() {
    servers.forEach(RequestClient::close);
  }
}
