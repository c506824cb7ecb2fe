package org.coherer.training.plan;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.OptionalDouble;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.data.Seeds;
import org.coherer.training.engine.ReplicaSettings;
import org.coherer.training.transport.TransportOptions;

/**
 * Everything that a run needs to know, decided on the driver and the same on every rank. Holds no
 * secret.
 *
 * @param engine the name of the engine
 * @param network the description of the network
 * @param layout the records of the shards
 * @param cacheBytes the most memory that each rank may use for its shard
 * @param validated whether there are rows to measure the network on after every epoch
 * @param learningRate replaces the one in the description; {@code null} leaves that one
 * @param epochs passes over the data
 * @param batchSize rows per batch and rank
 * @param seed initial parameters and the order of the rows depend on it
 * @param workers the number of ranks
 * @param threadsPerWorker native threads of each rank
 * @param timeouts the longest waits
 * @param transport how the ranks are connected
 * @param exchange how often and when the ranks exchange gradients
 * @param controls how training is steered
 */
public record TrainingPlan(
    String engine,
    String network,
    RecordLayout layout,
    long cacheBytes,
    boolean validated,
    Double learningRate,
    int epochs,
    int batchSize,
    long seed,
    int workers,
    int threadsPerWorker,
    Timeouts timeouts,
    TransportOptions transport,
    Exchange exchange,
    Controls controls)
    implements Serializable {

  /**
   * How long a rank waits before it gives up.
   *
   * @param rendezvous for all ranks to have loaded their shards and met
   * @param connect for all connections between ranks
   * @param peer for the next byte of a peer
   */
  public record Timeouts(Duration rendezvous, Duration connect, Duration peer)
      implements Serializable {

    /** Ten minutes to meet, 30 seconds to connect, 60 seconds of silence. */
    public static final Timeouts DEFAULT =
        new Timeouts(Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofSeconds(60));
  }

  /**
   * How often and when the ranks exchange gradients.
   *
   * @param accumulateSteps batches of each rank per optimizer step, which has one exchange
   * @param overlap whether gradients travel during the backward pass
   * @param bucketBytes how many bytes of gradients then travel at once; 0 for a size that suits the
   *     network
   * @param shardOptimizerState whether every rank has the optimizer's state of its part of the
   *     parameters alone
   */
  public record Exchange(
      int accumulateSteps, OverlapMode overlap, long bucketBytes, boolean shardOptimizerState)
      implements Serializable {

    /** Every batch, overlapped where that pays, in buckets of a suitable size. */
    public static final Exchange DEFAULT = new Exchange(1, OverlapMode.AUTO, 0);

    /** Creates one in which every rank has all of the optimizer's state. */
    public Exchange(int accumulateSteps, OverlapMode overlap, long bucketBytes) {
      this(accumulateSteps, overlap, bucketBytes, false);
    }

    /** Checks the numbers, and that all of it can be had together. */
    public Exchange {
      Objects.requireNonNull(overlap, "overlap");
      if (shardOptimizerState && overlap == OverlapMode.ON) {
        throw new IllegalArgumentException(
            "Invalid overlap on (must be off or auto if shardOptimizerState is true, for then"
                + " gradients travel after the backward pass)");
      }
      atLeastOne("accumulateSteps", accumulateSteps);
      if (bucketBytes != 0 && bucketBytes < Float.BYTES) {
        throw new IllegalArgumentException(
            "Invalid bucketSize "
                + bucketBytes
                + " (must be at least 4 bytes, or 0 for a size that suits the network)");
      }
      if (bucketBytes != 0 && (shardOptimizerState || overlap == OverlapMode.OFF)) {
        throw new IllegalArgumentException(
            "Invalid bucketSize "
                + bucketBytes
                + " (must be 0 if overlap is off or shardOptimizerState is true, for then all"
                + " gradients travel at once)");
      }
    }
  }

  /** Creates one without controls: all epochs, each step as it comes. */
  public TrainingPlan(
      String engine,
      String network,
      RecordLayout layout,
      long cacheBytes,
      boolean validated,
      Double learningRate,
      int epochs,
      int batchSize,
      long seed,
      int workers,
      int threadsPerWorker,
      Timeouts timeouts,
      TransportOptions transport,
      Exchange exchange) {
    this(
        engine,
        network,
        layout,
        cacheBytes,
        validated,
        learningRate,
        epochs,
        batchSize,
        seed,
        workers,
        threadsPerWorker,
        timeouts,
        transport,
        exchange,
        Controls.NONE);
  }

  /** Checks the numbers, and that what is to be monitored is measured. */
  public TrainingPlan {
    atLeastOne("epochs", epochs);
    atLeastOne("batchSize", batchSize);
    atLeastOne("workers", workers);
    atLeastOne("threadsPerWorker", threadsPerWorker);
    Objects.requireNonNull(exchange, "exchange");
    if (cacheBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid cacheMemory " + cacheBytes + " (must be at least 1 byte)");
    }
    Objects.requireNonNull(controls, "controls");
    Monitor.of(controls.stopping(), validated, layout.target());
  }

  private static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("Invalid " + what + " " + value + " (must be at least 1)");
    }
  }

  /** Returns by what its epochs are compared. */
  public Monitor monitor() {
    return Monitor.of(controls.stopping(), validated, layout.target());
  }

  /** Returns what a replica of this plan is opened with. */
  public ReplicaSettings replicaSettings() {
    OptionalDouble rate =
        learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate);
    return new ReplicaSettings(network, rate, seed, threadsPerWorker);
  }

  /** Returns the seed of the order in which a rank takes its rows. */
  public long shuffleSeed(int rank) {
    return Seeds.mix(seed, rank);
  }

  /** Returns 16 hexadecimal digits that differ between plans that differ in anything. */
  public String fingerprint() {
    try {
      byte[] text = toString().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256", e);
    }
  }
}
