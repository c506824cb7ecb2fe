package org.coherer.connector.cluster;

import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.coherer.connector.column.InvalidParamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides on the driver, before anything starts, whether a run can start, and with how many
 * workers.
 */
public final class Preflight {

  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

  private Preflight() {}

  /**
   * Returns the number of workers that a run is to have.
   *
   * @param requested the number asked for; 0 takes every slot
   * @param least with how many the run may begin, if there are no more slots; 0 for all
   * @throws IllegalArgumentException if Spark would refuse the barrier stage, or wait in vain for
   *     slots. The message says what to change
   */
  public static int workers(SparkContext spark, int requested, int least) {
    if (!spark.isLocal()) { // Spark takes no notice of the setting in local mode.
      refuseDynamicAllocation(spark.getConf());
    }
    int slots = awaitSlots(spark, requested);
    if (slots == 0) {
      throw new IllegalArgumentException(
          "Cannot train: the cluster offers no slots (no executor has registered; check the cluster, or that"
              + " spark.executor.cores is at least spark.task.cpus)");
    }
    if (requested > 0 && least > requested) {
      throw new InvalidParamException(
          "Invalid minWorkers "
              + least
              + " (must be at most numWorkers, "
              + requested
              + ", or 0 for as many)",
          "minWorkers");
    }
    int needed = least == 0 ? requested : least;
    if (needed > slots) {
      String name = least == 0 ? "numWorkers" : "minWorkers";
      throw new InvalidParamException(
          "Cannot train with "
              + (least == 0 ? "" : "at least ")
              + needed
              + " workers: the cluster offers "
              + slots
              + " slots (lower "
              + name
              + ", or add executors)",
          name);
    }
    if (requested > slots) {
      LOG.warn(
          "Training begins with {} workers of {}, for the cluster offers no more slots",
          slots,
          requested);
    }
    return requested == 0 ? slots : requested;
  }

  /**
   * Checks that a run can be the one task of an ordinary stage. Spark waits for its slot, which
   * dynamic allocation brings.
   *
   * @param requested the number of workers asked for; 0 for the one that there is
   * @param least with how many the run may begin; 0 for all
   * @throws IllegalArgumentException if it is to have more workers, or Spark could run the task
   *     twice at a time
   */
  public static void checkOneTask(SparkConf conf, int requested, int least) {
    checkOne("numWorkers", requested);
    checkOne("minWorkers", least);
    String threshold = "spark.speculation.task.duration.threshold";
    if (conf.getBoolean("spark.speculation", false) && conf.contains(threshold)) {
      throw new IllegalArgumentException(
          "Cannot train in a single task with spark.speculation=true and "
              + threshold
              + "="
              + conf.get(threshold)
              + ": Spark would train a second time beside it (set spark.speculation to false, or"
              + " clear the threshold)");
    }
  }

  private static void checkOne(String name, int number) {
    if (number > 1) {
      throw new InvalidParamException(
          "Invalid "
              + name
              + " "
              + number
              + " (must be 0 or 1 with the trainer local, which has one worker; allReduce and"
              + " averaging have several)",
          name,
          "trainer");
    }
  }

  /**
   * Returns the number of workers, and so of shards, of a run with a parameter server. They may be
   * more than there are slots.
   *
   * @param requested the number asked for; 0 for as many as there are slots beside the servers
   * @param servers each of them takes a slot
   * @throws IllegalArgumentException if there cannot be a slot for a worker, or nobody can tell how
   *     many there will be
   */
  public static int elasticWorkers(SparkContext spark, int requested, int servers) {
    if (spark.getConf().getBoolean("spark.speculation", false)) {
      throw new IllegalArgumentException(
          "Cannot train with a parameter server and spark.speculation=true: Spark would run servers and workers"
              + " twice (set it to false)");
    }
    boolean dynamic = spark.getConf().getBoolean("spark.dynamicAllocation.enabled", false);
    if (dynamic && !spark.isLocal()) {
      if (requested == 0) {
        throw new InvalidParamException(
            "Cannot tell the number of workers with spark.dynamicAllocation.enabled=true, for slots come and go (set"
                + " numWorkers to how many shards the rows are to be cut into)",
            "numWorkers");
      }
      return requested;
    }
    int slots = awaitSlots(spark, requested == 0 ? 0 : requested + servers);
    if (slots <= servers) {
      throw new InvalidParamException(
          "Cannot train with "
              + servers
              + " parameter servers: the cluster offers "
              + slots
              + " slots, and a worker needs one as well (lower numServers, or add executors)",
          "numServers");
    }
    if (requested > slots - servers) {
      LOG.info("{} workers take turns in {} slots", requested, slots - servers);
    }
    return requested == 0 ? slots - servers : requested;
  }

  static void refuseDynamicAllocation(SparkConf conf) {
    if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      throw new IllegalArgumentException(
          "Cannot train with spark.dynamicAllocation.enabled=true: Spark refuses barrier stages with it (set it to"
              + " false and spark.executor.instances to the number of executors, or trainer to parameterServer, or"
              + " to local, which has one worker)");
    }
  }

  private static int awaitSlots(SparkContext spark, int requested) {
    OptionalInt expected = Slots.expected(spark.getConf());
    SlotWait wait =
        new SlotWait(
            () -> Slots.registered(spark),
            spark.isLocal() ? OptionalInt.of(Slots.registered(spark)) : expected,
            System::nanoTime,
            duration -> Thread.sleep(duration.toMillis()));
    try {
      return wait.await(requested);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for executors", e);
    }
  }
}
