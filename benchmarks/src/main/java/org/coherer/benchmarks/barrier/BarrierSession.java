package org.coherer.benchmarks.barrier;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.benchmarks.spark.ExecutorProcesses;
import org.coherer.ml.NeuralNetworkClassifier;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * A Spark session with executor processes of one slot each that trains the network of
 * 784-512-256-10 with two workers, and runs empty barrier jobs of two tasks. Both note their
 * moments.
 */
public final class BarrierSession implements AutoCloseable {

  /** The ranks of a training, and the tasks of an empty barrier job. */
  public static final int WORKERS = 2;

  /** Rows per worker and step. */
  public static final int BATCH = 128;

  /** The optimizer steps of an epoch. */
  public static final int STEPS = 25;

  private static final String PLUGIN = "org.coherer.connector.plugin.CohererPlugin";
  private static final int ROWS = STEPS * BATCH * WORKERS;
  private static final Duration EXECUTORS = Duration.ofMinutes(1);
  private static final long PAUSE_MILLIS = 10;

  private final int executors;
  private final SparkSession spark;
  private final String rows;
  private final Moments moments;
  private final Submissions submissions = new Submissions();

  /**
   * Opens a session.
   *
   * @param folder for all its files
   */
  public BarrierSession(ExecutorProcesses executors, String name, Path folder) {
    this(executors, name, folder, false);
  }

  /**
   * Opens a session.
   *
   * @param folder for all its files
   * @param plugin whether it has {@code CohererPlugin}
   */
  public BarrierSession(ExecutorProcesses executors, String name, Path folder, boolean plugin) {
    this.executors = executors.count();
    this.moments = new Moments(folder.resolve("moments"));
    this.rows = folder.resolve("rows").toString();
    Map<String, String> settings = plugin ? Map.of("spark.plugins", PLUGIN) : Map.of();
    this.spark = executors.session(name, folder.resolve("local"), settings, moments.javaOption());
    spark.sparkContext().addSparkListener(submissions);
    moments.clear();
  }

  /** Returns what its processes have noted since {@link #begin}. */
  public Moments moments() {
    return moments;
  }

  /** Writes the rows to Parquet. */
  public void write() {
    SampleNetwork network = SampleNetwork.MLP;
    String features =
        "transform(sequence(0, %d), c -> float((id * 31 + c * 17 + id %% %d * 7 * c) %% 1009 / 1009))"
            .formatted(network.inputs() - 1, network.classes());
    spark
        .range(0, ROWS, 1, WORKERS)
        .select(
            functions.expr(features).as("features"),
            functions.expr("int(id % " + network.classes() + ")").as("label"))
        .write()
        .mode("overwrite")
        .parquet(rows);
  }

  /** Waits until all executors are there, and forgets what was noted. */
  public void begin() {
    long end = System.nanoTime() + EXECUTORS.toNanos();
    while (spark.sparkContext().statusTracker().getExecutorInfos().length != executors + 1) {
      if (System.nanoTime() - end > 0) {
        throw new BenchmarkException(
            "There are not " + executors + " executors within " + EXECUTORS.toSeconds() + " s");
      }
      pause();
    }
    moments.clear();
    submissions.clear();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while waiting for executors", e);
    }
  }

  /** Says whether workers of later trainings that fail keep what they have in memory. */
  public void recoverFromMemory(boolean wanted) {
    spark.conf().set("spark.coherer.recoverFromMemory", wanted);
  }

  /** Trains from the start, from rows in Parquet to a model. */
  public void fit(int epochs) {
    new NeuralNetworkClassifier()
        .setEngine(ClockedEngine.NAME)
        .setNetwork(SampleNetwork.MLP.network().text())
        .setBatchSize(BATCH)
        .setMaxIter(epochs)
        .setValidationFraction(0)
        .setNumWorkers(WORKERS)
        .setSeed(1)
        .setVerbosity(0)
        .fit(spark.read().parquet(rows));
  }

  /**
   * Runs an empty barrier job whose stage Spark runs again when an executor is lost: like the one
   * of a training, it is followed by a shuffle.
   *
   * @param waits whether tasks of the first attempt wait for somebody to end them
   */
  public void empty(boolean waits) {
    ClassTag<Integer> tag = ClassTag$.MODULE$.apply(Integer.class);
    JavaRDD<Integer> numbers =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(IntStream.range(0, WORKERS).boxed().toList(), WORKERS);
    JavaRDD.fromRDD(
            numbers.rdd().barrier().mapPartitions(new EmptyBarrierTask(waits), false, tag), tag)
        .mapToPair(number -> new Tuple2<>(number, number))
        .partitionBy(new HashPartitioner(WORKERS))
        .count();
  }

  /** Runs a job with a shuffle, over the rows. */
  public void shuffle() {
    spark.read().parquet(rows).repartition(WORKERS).write().format("noop").mode("overwrite").save();
  }

  /**
   * Returns the milliseconds from the submission of the last barrier job until all of its tasks had
   * noted something.
   *
   * @param number what
   */
  public double millisTo(long number) {
    List<Moment> noted =
        moments.read().stream().filter(moment -> moment.number() == number).toList();
    if (noted.size() != WORKERS) {
      throw new BenchmarkException(noted.size() + " of " + WORKERS + " tasks have noted " + number);
    }
    return (noted.get(WORKERS - 1).nanos() - submissions.await().nanos()) / 1e6;
  }

  /** Returns the milliseconds before that submission in which Spark had no job of this session. */
  public double idleMillis() {
    return submissions.await().idleNanos() / 1e6;
  }

  @Override
  public void close() {
    spark.stop();
  }
}
