package org.coherer.benchmarks.ps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.Replica;
import org.coherer.training.loop.OptimizerPosition;
import org.coherer.training.plan.Consistency;
import org.coherer.training.plan.Controls;
import org.coherer.training.plan.DataPlan;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.NetworkPlan;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.plan.TransportPlan;
import org.coherer.training.plan.Workers;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.rpc.RequestServer;
import org.coherer.training.rpc.channel.RequestChannels;
import org.coherer.training.server.DriverClient;
import org.coherer.training.server.HeldRows;
import org.coherer.training.server.ParameterServer;
import org.coherer.training.server.WorkerClient;
import org.coherer.training.sync.StepTotals;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.TransportOptions;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.TransportTimeouts;
import org.coherer.training.transport.auth.RunSecret;
import org.coherer.training.vector.FlatVector;

/**
 * Some steps of four workers on one parameter server, all in this process. Nothing is computed: a
 * worker is parked for the time of a step, which depends on worker and step alone, so that every
 * kind of consistency has the same stragglers.
 */
final class StragglerRun implements AutoCloseable {

  /** What is compared. */
  enum Kind {
    /** All workers make a step together. */
    SYNCHRONOUS,
    /** A worker may be {@link StragglerRun#STALENESS} steps ahead of the slowest. */
    BOUNDED,
    /** Nobody waits. */
    ASYNCHRONOUS;

    private Consistency consistency() {
      return switch (this) {
        case SYNCHRONOUS -> new Consistency.Synchronous();
        case BOUNDED -> new Consistency.BoundedStaleness(STALENESS);
        case ASYNCHRONOUS -> new Consistency.Asynchronous();
      };
    }
  }

  static final int WORKERS = 4;
  static final int STALENESS = 3;

  private static final Duration STEP = Duration.ofMillis(10);
  private static final int SLOWER = 3;
  private static final double SLOW_SHARE = 0.1;
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final TransportTimeouts TIMEOUTS = new TransportTimeouts(DEADLINE, DEADLINE);
  private static final int SERVER = WORKERS;
  private static final int DRIVER = WORKERS + 1;
  private static final String HOST = "127.0.0.1";
  private static final float GRADIENT = 1e-3f;
  private static final double NANOS_PER_SECOND = 1e9;

  private final int steps;
  private final ServerPlan plan;
  private final RunSecret secret = RunSecret.random();
  private final ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
  private final long parameters;
  private final ParameterServer handler;
  private final RequestServer server;

  StragglerRun(Kind kind, int steps) {
    this.steps = steps;
    plan = new ServerPlan(1, kind.consistency());
    TrainingPlan training = training();
    Replica replica = Engines.of(training.network().spec()).open(training.replicaSettings());
    parameters = replica.parameters().length();
    handler =
        new ParameterServer(
            plan, 0, training, OptimizerPosition.START, replica, HeldRows.NONE, DEADLINE);
    server = RequestChannels.listen(settings(SERVER), handler);
  }

  private static TrainingPlan training() {
    SampleNetwork network = SampleNetwork.TABULAR;
    RecordLayout layout =
        new RecordLayout(network.inputs(), new TargetEncoding.ClassIndex(network.classes()));
    return new TrainingPlan(
        new NetworkPlan(network.network(), NetworkPlan.OWN_RATE),
        new DataPlan(layout, 1, network.trainingBatch(), 1, false, 1L << 30),
        new Workers(WORKERS, 1),
        Exchange.DEFAULT,
        TransportPlan.DEFAULT,
        Controls.NONE);
  }

  private TransportSettings settings(int number) {
    return new TransportSettings(
        number,
        HOST,
        new RunIdentity(1, 0),
        secret,
        TIMEOUTS,
        TransportOptions.DEFAULT.withLinks(Set.of(LinkKind.LOCAL)),
        () -> false);
  }

  private List<RequestClient> connect(int number) {
    return List.of(RequestChannels.connect(settings(number), HOST, server.port(), SERVER));
  }

  /** Makes the steps; returns the seconds until the last worker has made its last one. */
  double seconds() throws InterruptedException {
    try (DriverClient driver = new DriverClient(connect(DRIVER), plan, WORKERS, DEADLINE)) {
      driver.begin(1, WORKERS, steps, 1);
      List<Callable<Void>> workers = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        int number = worker;
        workers.add(() -> work(number));
      }
      long start = System.nanoTime();
      for (Future<Void> done : threads.invokeAll(workers)) {
        done.get();
      }
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      check(driver.position().tally().steps());
      return seconds;
    } catch (ExecutionException e) {
      throw new BenchmarkException("A worker has failed: " + e.getCause(), e);
    }
  }

  private void check(long made) {
    if (made != (long) steps * WORKERS) {
      throw new BenchmarkException(
          "Wrong number of steps: " + made + " (must be " + steps + " of each worker)");
    }
  }

  private Void work(int worker) {
    FlatVector values = FlatVector.allocate(parameters);
    FlatVector gradients = FlatVector.allocate(parameters);
    gradients.fill(GRADIENT);
    SplittableRandom random = new SplittableRandom(worker);
    try (WorkerClient client =
        new WorkerClient(connect(worker), plan, values, gradients, DEADLINE)) {
      client.join();
      for (int step = 1; step <= steps; step++) {
        park(random.nextDouble() < SLOW_SHARE ? STEP.multipliedBy(SLOWER) : STEP);
        client.step(step, new StepTotals(1, 1, 1), false);
      }
      client.leave();
    }
    return null;
  }

  private static void park(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.close();
    handler.close();
  }
}
