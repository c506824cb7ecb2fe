package org.coherer.connector.network;

import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;
import org.coherer.connector.settings.CohererSettings;
import org.coherer.training.loop.OverlapMode;
import org.coherer.training.loop.TrainingPlan.Exchange;

/**
 * How often and when the workers of an application exchange gradients, from its Spark settings.
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><th>setting</th><th>default</th><th>meaning</th></tr>
 * <tr><td>spark.coherer.accumulateSteps</td><td>1</td><td>batches of each worker per optimizer step</td></tr>
 * <tr><td>spark.coherer.overlap</td><td>auto</td><td>whether gradients travel during the backward pass:
 * auto, on, off</td></tr>
 * <tr><td>spark.coherer.bucketSize</td><td>0</td><td>how much then travels at once, in bytes or like 4m;
 * 0 is a size that suits the network</td></tr>
 * <tr><td>spark.coherer.shardOptimizerState</td><td>false</td><td>whether every worker has the optimizer's
 * state of its part of the parameters alone: true, false</td></tr>
 * </table>
 */
public final class ExchangeSettings {

  private final CohererSettings settings;

  /** Reads the settings of an application. */
  public ExchangeSettings(SparkConf conf) {
    this.settings = new CohererSettings(conf);
  }

  /**
   * Returns how often and when workers exchange.
   *
   * @param accumulateSteps batches per step; null leaves it to the settings
   * @param overlap auto, on or off; null leaves it to the settings
   * @param bucketSize bytes that travel at once; null leaves it to the settings
   * @param shardOptimizerState whether every worker has the optimizer's state of its part alone;
   *     null leaves it to the settings
   * @throws IllegalArgumentException if a value is bad. The message names the setting, its value
   *     and what it must be
   */
  public Exchange exchange(
      Integer accumulateSteps, String overlap, Long bucketSize, Boolean shardOptimizerState) {
    return new Exchange(
        accumulateSteps == null
            ? settings.get("accumulateSteps", "1", ExchangeSettings::steps)
            : accumulateSteps,
        overlap == null
            ? settings.get("overlap", OverlapMode.AUTO.text(), OverlapMode::named)
            : OverlapMode.named(overlap),
        bucketSize == null ? settings.get("bucketSize", "0", ExchangeSettings::bytes) : bucketSize,
        shardOptimizerState == null
            ? settings.get("shardOptimizerState", "false", ExchangeSettings::yesOrNo)
            : shardOptimizerState);
  }

  private static boolean yesOrNo(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("Not a yes or no (must be true or false)");
    }
    return Boolean.parseBoolean(text);
  }

  private static int steps(String text) {
    int steps;
    try {
      steps = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Not a whole number (must be at least 1)", e);
    }
    return new Exchange(steps, OverlapMode.AUTO, 0).accumulateSteps();
  }

  private static long bytes(String text) {
    return new Exchange(1, OverlapMode.AUTO, JavaUtils.byteStringAsBytes(text)).bucketBytes();
  }
}
