package org.coherer.training.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.sync.StepTotals;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * A worker's side of the parameter server: one connection to each server, which it asks all at
 * once. Used by one thread.
 */
public final class WorkerClient implements AutoCloseable {

  private static final ByteBuffer[] NOTHING = {};

  private final List<RequestClient> servers;
  private final ServerPlan plan;
  private final FlatVector parameters;
  private final FlatVector gradients;
  private final Duration deadline;
  private final long[] versions;

  /**
   * Creates a worker's client.
   *
   * @param servers the connection to each server, in order, which this object takes over
   * @param parameters receives the parameters, all of them
   * @param gradients those of the worker, all of them
   * @param deadline how long an answer may take, the wait for other workers included
   */
  public WorkerClient(
      List<RequestClient> servers,
      ServerPlan plan,
      FlatVector parameters,
      FlatVector gradients,
      Duration deadline) {
    this.servers = List.copyOf(servers);
    this.plan = plan;
    this.parameters = parameters;
    this.gradients = gradients;
    this.deadline = deadline;
    this.versions = new long[servers.size()];
  }

  /** Returns the connections, in order, for other requests that go before those of this object. */
  public List<RequestClient> connections() {
    return servers;
  }

  /**
   * Takes part from now on, and sets the parameters to what they are now.
   *
   * @return how many steps of this worker all servers have applied in this epoch
   * @throws UnevenServersException if servers differ in that, and the run is synchronous
   * @throws org.coherer.training.transport.TransportException if a server is lost
   */
  public long join() {
    List<ByteBuffer> heads = new ArrayList<>();
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      ByteBuffer head = Messages.allocate(Messages.Joined.BYTES);
      heads.add(head);
      answers.add(send(i, Method.JOIN, NOTHING, Messages.with(head, mine(i, parameters))));
    }
    Responses.await(answers);
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int i = 0; i < servers.size(); i++) {
      Messages.Joined joined = Messages.Joined.decode(heads.get(i));
      versions[i] = joined.version();
      least = Math.min(least, joined.steps());
      most = Math.max(most, joined.steps());
    }
    if (plan.consistency().isSynchronous() && least < most) {
      throw new UnevenServersException(
          "Some servers have applied step " + most + " of this worker, others step " + least);
    }
    return least;
  }

  /**
   * Sends the gradients of a step, waits until another one may begin, and sets the parameters to
   * what they are then.
   *
   * @param step counted from 1 in the epoch
   * @param totals what the step's batches added up to
   * @param skipped whether the gradients are not to be applied, for they are not finite
   * @return whether another step may follow; else the worker is to leave
   * @throws org.coherer.training.transport.TransportException if a server is lost
   */
  public boolean step(long step, StepTotals totals, boolean skipped) {
    List<ByteBuffer> heads = new ArrayList<>();
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      ByteBuffer sent = new Messages.Step(step, versions[i], skipped, totals).encode();
      ByteBuffer head = Messages.allocate(Messages.Next.BYTES);
      heads.add(head);
      ByteBuffer[] body =
          skipped ? new ByteBuffer[] {sent} : Messages.with(sent, mine(i, gradients));
      answers.add(send(i, Method.STEP, body, Messages.with(head, mine(i, parameters))));
    }
    Responses.await(answers);
    boolean halted = false;
    for (int i = 0; i < servers.size(); i++) {
      Messages.Next next = Messages.Next.decode(heads.get(i));
      versions[i] = next.version();
      halted |= next.halted();
    }
    return !halted;
  }

  /**
   * Sets the parameters to what they are now, and takes no part.
   *
   * @throws org.coherer.training.transport.TransportException if a server is lost
   */
  public void pull() {
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      FlatVector values = mine(i, parameters);
      ByteBuffer range = new Messages.Range(Messages.Part.PARAMETERS, 0, values.length()).encode();
      ByteBuffer[] into = Messages.with(Messages.allocate(0), values);
      answers.add(send(i, Method.READ, new ByteBuffer[] {range}, into));
    }
    Responses.await(answers);
  }

  /**
   * Takes part no longer: nobody waits for this worker.
   *
   * @throws org.coherer.training.transport.TransportException if a server is lost
   */
  public void leave() {
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      answers.add(send(i, Method.LEAVE, NOTHING, NOTHING));
    }
    Responses.await(answers);
  }

  private CompletableFuture<Long> send(
      int server, Method method, ByteBuffer[] body, ByteBuffer[] into) {
    return servers.get(server).send(method.code(), body, into, deadline);
  }

  private FlatVector mine(int server, FlatVector all) {
    Chunk part = Parts.of(plan, server, all.length());
    return part.of(all);
  }

  @Override
  public void close() {
    servers.forEach(RequestClient::close);
  }
}
