package org.coherer.ml.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.coherer.training.checkpoint.format.Fingerprint;
import org.coherer.training.plan.DataPlan;
import org.coherer.training.plan.Exchange;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.plan.TablesPlan;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.trainer.TrainingStart;
import org.coherer.training.vector.FlatVector;

/**
 * What a fit must have in common with another one to resume from its checkpoints: network, rows and
 * Params. Of the rows it has their numbers, a digest, and all that was learned of them.
 */
final class FitFingerprint {

  private static final int SHOWN_BYTES = 8;

  private FitFingerprint() {}

  /**
   * Returns the fingerprint of a fit.
   *
   * @param plan what it does
   * @param start what it starts from
   * @param rows the rows that it trains and validates with
   */
  static Fingerprint of(TrainingPlan plan, TrainingStart start, FitRows rows) {
    DataPlan data = plan.data();
    Map<String, String> parts = ofRows(plan, rows);
    parts.put("network", digest(plan.network().spec().toString()));
    parts.put("start", start.parameters() == null ? "the seed" : digest(start.parameters()));
    parts.put("params.maxIter", Integer.toString(data.epochs()));
    parts.put("params.batchSize", Integer.toString(data.batchSize()));
    parts.put("params.seed", Long.toString(data.seed()));
    parts.put("params.learningRate", Double.toString(plan.network().learningRate()));
    parts.put("params.numWorkers", Integer.toString(plan.workers().count()));
    parts.put("params.keepOptimizerState", Boolean.toString(start.keepOptimizerState()));
    parts.put("params.exchange", exchange(plan.exchange()));
    parts.put("params.controls", plan.controls().toString());
    if (!data.passes().augmentation().isNone()) {
      // Fits without it keep the fingerprints that they had before there was any.
      parts.put("params.augmentation", data.passes().augmentation().toString());
    }
    return Fingerprint.of(parts);
  }

  /** How much memory servers have does not matter, nor whether workers copy what they have. */
  private static String exchange(Exchange exchange) {
    if (exchange.agreement() instanceof ServerPlan servers) {
      return new Exchange(exchange.accumulateSteps(), servers.with(TablesPlan.DEFAULT)).toString();
    }
    return exchange
        .toString()
        .replace(", replicateOptimizerState=" + exchange.replicateOptimizerState(), "");
  }

  private static Map<String, String> ofRows(TrainingPlan plan, FitRows rows) {
    DataPlan data = plan.data();
    Map<String, String> parts = new TreeMap<>();
    parts.put("data.trainingRows", Long.toString(rows.training()));
    parts.put("data.validationRows", Long.toString(rows.validation()));
    parts.put("data.rows", HexFormat.of().toHexDigits(rows.digest()));
    parts.put("data.learned", digest(data.layout() + " " + data.classes()));
    return parts;
  }

  /** Returns the fingerprint of what a fit has in common with all others of the same rows. */
  static Fingerprint rowsOf(TrainingPlan plan, FitRows rows) {
    return Fingerprint.of(ofRows(plan, rows));
  }

  private static String digest(String text) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
  }

  private static String digest(FlatVector values) {
    long hash = values.length();
    for (long i = 0; i < values.length(); i++) {
      hash = hash * 31 + values.getBits(i);
    }
    return HexFormat.of().toHexDigits(hash);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256", e);
    }
  }
}
