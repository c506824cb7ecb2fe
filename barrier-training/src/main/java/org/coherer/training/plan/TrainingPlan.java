package org.coherer.training.plan;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.coherer.training.data.Seeds;
import org.coherer.training.engine.ReplicaSettings;

/**
 * Everything that a run needs to know, decided on the driver and the same on every rank. Holds no
 * secret.
 *
 * @param network which network it trains
 * @param data what rows it trains on, and how it goes through them
 * @param workers who takes part
 * @param exchange how often and when the ranks exchange gradients
 * @param transport how the ranks are connected
 * @param controls learning-rate schedule, gradient clipping, early stopping
 * @param inspection what it shows of its inside
 */
public record TrainingPlan(
    NetworkPlan network,
    DataPlan data,
    Workers workers,
    Exchange exchange,
    TransportPlan transport,
    Controls controls,
    Inspection inspection)
    implements Serializable {

  /** Checks that none is missing, and that they go together. */
  public TrainingPlan {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(workers, "workers");
    Objects.requireNonNull(exchange, "exchange");
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(controls, "controls");
    Objects.requireNonNull(inspection, "inspection");
    controls.checkCalibration(data.validated(), data.layout().target());
    Monitor.of(controls.stopping(), data.validated(), data.layout().target());
    if (exchange.replicateOptimizerState() && !workers.attempts().recoverFromMemory()) {
      throw new IllegalArgumentException(
          "Invalid replicateOptimizerState true (must be false with"
              + " spark.coherer.recoverFromMemory=false, for then no attempt uses the copies)");
    }
  }

  /** Creates the plan of a run that shows nothing but its progress. */
  public TrainingPlan(
      NetworkPlan network,
      DataPlan data,
      Workers workers,
      Exchange exchange,
      TransportPlan transport,
      Controls controls) {
    this(network, data, workers, exchange, transport, controls, Inspection.NONE);
  }

  /** Returns the number that compares its epochs. */
  public Monitor monitor() {
    return Monitor.of(controls.stopping(), data.validated(), data.layout().target());
  }

  /** Returns what a replica of this plan is opened with. */
  public ReplicaSettings replicaSettings() {
    return new ReplicaSettings(
        network.spec(), network.replacedRate(), data.seed(), workers.threads());
  }

  /** Returns the seed of the order in which a rank takes its rows. */
  public long shuffleSeed(int rank) {
    return Seeds.mix(data.seed(), rank);
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
