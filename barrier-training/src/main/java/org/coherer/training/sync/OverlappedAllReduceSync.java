package org.coherer.training.sync;

import java.util.List;
import java.util.stream.IntStream;
import org.coherer.training.collective.AllReduce;
import org.coherer.training.collective.Broadcast;
import org.coherer.training.engine.GradientListener;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Replica;
import org.coherer.training.trace.Phase;
import org.coherer.training.trace.Tracer;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportException;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Does what {@link AllReduceSync} does, but in buckets, each on its way as soon as its gradients
 * are final, while the backward pass goes on with the layers before.
 *
 * <p>All exchanges of a step are made by one thread of its own, and in the same order on all ranks;
 * between {@link #gradientListener} and the end of {@link #synchronize} nobody else may use the
 * transport. If either fails, {@link #close} comes before {@link Transport#abort}.
 *
 * @see <a href="https://arxiv.org/abs/2006.15704">Li et al., 2020</a>, section 3.2, for buckets and
 *     their overlap with the backward pass
 */
public final class OverlappedAllReduceSync implements ReplicaSync {

  private final HostMirror parameters;
  private final Transport transport;
  private final AllReduce allReduce;
  private final Broadcast broadcast;
  private final ExchangedTotals totals = new ExchangedTotals();
  private final Buckets buckets;
  private final ExchangeThread exchange;

  /** Those of the buckets in a trace, in the order in which they leave. */
  private final List<String> names;

  private int sent;
  private Tracer tracer = Tracer.NONE;

  /**
   * Creates the sync of a replica, over a connected transport and two collectives over it.
   *
   * @param bucketBytes bytes of gradients in each exchange, the same on all ranks; 0 for a size
   *     that suits the network
   */
  public OverlappedAllReduceSync(
      Replica replica,
      Transport transport,
      AllReduce allReduce,
      Broadcast broadcast,
      long bucketBytes) {
    this.parameters = replica.parameters();
    this.transport = transport;
    this.allReduce = allReduce;
    this.broadcast = broadcast;
    this.buckets = new Buckets(replica.gradients().host(), totals.vector(), bucketBytes);
    this.names = IntStream.rangeClosed(1, buckets.count()).mapToObj(Integer::toString).toList();
    this.exchange = new ExchangeThread(transport.rank(), transport::cancel);
  }

  @Override
  public void start() {
    ParameterBroadcast.fromRankZero(parameters, broadcast);
  }

  @Override
  public GradientListener gradientListener(long step) {
    buckets.restart();
    sent = 0;
    exchange.submit(() -> transport.step(step));
    return this::ready;
  }

  private void ready(long offset, long length) {
    buckets.ready(offset, length);
    for (FlatVector full = buckets.poll(); full != null; full = buckets.poll()) {
      send(full);
    }
  }

  private void send(FlatVector bucket) {
    String name = names.get(sent++);
    exchange.submit(
        () -> {
          long start = tracer.start();
          allReduce.sum(bucket);
          tracer.end(Phase.BUCKET, name, start);
        });
  }

  @Override
  public void traceTo(Tracer newTracer) {
    tracer = newTracer;
  }

  @Override
  public StepTotals synchronize(long step, StepTotals mine) {
    totals.set(mine);
    for (FlatVector left = buckets.rest(); left != null; left = buckets.rest()) {
      send(left);
    }
    try {
      exchange.await();
    } catch (InterruptedException e) {
      exchange.close();
      Thread.currentThread().interrupt();
      throw new TransportException(
          "Rank " + transport.rank() + " was interrupted at step " + step, e);
    }
    return totals.get();
  }

  @Override
  public Chunk reducedRange() {
    return new Chunk(0, parameters.length());
  }

  @Override
  public void close() {
    exchange.close();
  }
}
