package org.coherer.benchmarks.barrier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.spark.TaskContext;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.ReplicaSettings;

/**
 * The default engine under a name of its own, whose replicas note when they have made an optimizer
 * step. Events do not say that: they come about once a second, and by way of the driver. What is
 * trained outside of a task, as executors do to warm up, is not noted.
 */
public final class ClockedEngine implements Engine {

  /** The name by which an estimator asks for it. */
  static final String NAME = "clocked";

  /** Found when it is needed: whoever looks for it creates all engines, this one among them. */
  private static final class Inner {
    static final Engine ENGINE = Engines.named(Engines.DEFAULT);
  }

  /** Creates the engine, which {@link java.util.ServiceLoader} does. */
  public ClockedEngine() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return Inner.ENGINE.version();
  }

  @Override
  public String kernels() {
    return Inner.ENGINE.kernels();
  }

  @Override
  public NetworkShape describe(NetworkSpec network) {
    return Inner.ENGINE.describe(theirs(network));
  }

  @Override
  public Replica open(ReplicaSettings settings) {
    Replica replica = Inner.ENGINE.open(theirs(settings));
    return TaskContext.get() == null
        ? replica
        : new ClockedReplica(replica, MomentFile.here(TaskContext.getPartitionId()));
  }

  @Override
  public OptimizerLayout optimizerLayout(ReplicaSettings settings) {
    return Inner.ENGINE.optimizerLayout(theirs(settings));
  }

  @Override
  public void write(NetworkFile file, OutputStream out) throws IOException {
    NetworkSpec network = theirs(file.network());
    Inner.ENGINE.write(new NetworkFile(network, file.parameters(), file.optimizerState()), out);
  }

  @Override
  public NetworkFile read(InputStream in, long maxBytes) throws IOException {
    NetworkFile file = Inner.ENGINE.read(in, maxBytes);
    NetworkSpec network = new NetworkSpec(NAME, file.network().textFor(Engines.DEFAULT));
    return new NetworkFile(network, file.parameters(), file.optimizerState());
  }

  private static NetworkSpec theirs(NetworkSpec network) {
    return new NetworkSpec(Engines.DEFAULT, network.textFor(NAME));
  }

  private static ReplicaSettings theirs(ReplicaSettings settings) {
    return new ReplicaSettings(
        theirs(settings.network()), settings.learningRate(), settings.seed(), settings.threads());
  }
}
