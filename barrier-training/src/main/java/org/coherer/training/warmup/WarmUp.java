package org.coherer.training.warmup;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkEnv;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.plan.Controls;
import org.coherer.training.plan.DataPlan;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.NetworkPlan;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.plan.TransportPlan;
import org.coherer.training.plan.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an executor that was just started load what a rank needs while it has other things to do: the
 * engine's native libraries, and the classes of a training. That takes a second or two, on a thread
 * of its own, which ends with the process.
 *
 * <p>Whatever fails here fails again where it is needed, and is reported there.
 */
public final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final AtomicBoolean BEGUN = new AtomicBoolean();
  private static final String DRIVER = "driver"; // as Spark calls it among executors
  private static final int FEATURES = 4;
  private static final int CLASSES = 2;

  private WarmUp() {}

  /**
   * Begins, in the first task of a fit that comes to this executor; does not wait. Without effect
   * in later ones, and in the driver, which has loaded the engine before it submits a job.
   *
   * @param plan that of the run, or one that is like it as far as is known before rows are read
   */
  public static void begin(TrainingPlan plan) {
    if (!DRIVER.equals(SparkEnv.get().executorId()) && BEGUN.compareAndSet(false, true)) {
      Thread thread = new Thread(() -> load(plan), "coherer-warm-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * Does it on the calling thread before anything is known of a fit: with a small perceptron, if
   * the engine can build one.
   *
   * @param threads native threads of each rank
   */
  public static void load(Engine engine, int threads) {
    quietly(
        () ->
            engine
                .capability(PerceptronBuilder.class)
                .ifPresent(builder -> train(smallest(builder, threads))));
  }

  private static TrainingPlan smallest(PerceptronBuilder builder, int threads) {
    RecordLayout layout = new RecordLayout(FEATURES, new TargetEncoding.ClassIndex(CLASSES));
    PerceptronBuilder.Perceptron perceptron =
        PerceptronBuilder.Perceptron.of(
            PerceptronBuilder.Activation.RELU,
            PerceptronBuilder.Output.CLASS,
            FEATURES,
            FEATURES,
            CLASSES);
    return new TrainingPlan(
        new NetworkPlan(builder.build(perceptron), NetworkPlan.OWN_RATE),
        new DataPlan(layout, 1, 1, 1, false, 1),
        new Workers(1, threads),
        Exchange.DEFAULT,
        TransportPlan.DEFAULT,
        Controls.NONE);
  }

  /** Does it on the calling thread. */
  static void load(TrainingPlan plan) {
    quietly(() -> train(plan));
  }

  /** Describing a network does what opening it begins with. */
  private static void train(TrainingPlan plan) {
    NetworkShape shape = Engines.of(plan.network().spec()).describe(plan.network().spec());
    if (shape.parameterCount() <= Rehearsal.MOST_PARAMETERS) {
      Rehearsal.of(plan, shape).run();
    }
  }

  /** Throws nothing: Spark ends an executor in which a thread ends with an error. */
  private static void quietly(Runnable loading) {
    try {
      loading.run();
    } catch (RuntimeException | Error e) {
      LOG.debug("A rank will get no further than this either, and then says why", e);
    }
  }
}
