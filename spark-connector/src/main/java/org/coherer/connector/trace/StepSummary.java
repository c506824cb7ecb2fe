package org.coherer.connector.trace;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.coherer.training.trace.Phase;

/** What bounds the steps of a profile, and what could be done about it, in words. */
final class StepSummary {

  private static final int MOST_LAYERS = 10;

  private final StepTimes times;
  private final long first;
  private final long last;

  /**
   * Creates a step summary.
   *
   * @param first the first step that was traced
   * @param last the last one
   */
  StepSummary(StepTimes times, long first, long last) {
    this.times = times;
    this.first = first;
    this.last = last;
  }

  /** Returns the one sentence that counts. */
  String verdict() {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("Computing", times.of(Phase.PASS));
    parts.put("Waiting for data", times.of(Phase.DATA));
    parts.put("Exchanging", times.exchanging());
    parts.put("Waiting for slower ranks", times.waiting());
    parts.put("Looking through the gradients", times.of(Phase.CLIP));
    parts.put("The optimizer", times.of(Phase.UPDATE));
    Map.Entry<String, Long> most =
        parts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%s bounds the steps: it takes %.0f%% of their time. %s",
        most.getKey(),
        100 * times.share(most.getValue()),
        remedy(most.getKey()));
  }

  private String remedy(String bound) {
    return switch (bound) {
      case "Computing" ->
          times.layers().isEmpty()
              ? "A smaller network or more workers make steps shorter."
              : "Most of it is spent in " + slowest().get(0).getKey() + ".";
      case "Waiting for data" ->
          "More cacheMemory keeps the rows in memory; a larger batchSize does not help.";
      case "Exchanging" ->
          "A larger batchSize or accumulateSteps makes exchanges rarer; so does the trainer"
              + " averaging.";
      case "Waiting for slower ranks" -> "The trace shows which rank comes last, and with what.";
      case "The optimizer" ->
          "A larger batchSize makes its steps rarer; shardOptimizerState divides them among the"
              + " workers.";
      default -> "A larger batchSize makes it rarer.";
    };
  }

  private List<Map.Entry<String, Long>> slowest() {
    return times.layers().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .toList();
  }

  /** Returns all of it, as a text of several lines. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Steps %d to %d of %d ranks, %.3f ms each on average.\n%s\n\n",
            first,
            last,
            times.ranks(),
            times.millis(times.total()),
            verdict()));
    line(text, "data", times.of(Phase.DATA));
    line(text, "forward and backward", times.of(Phase.PASS));
    line(text, "  forward", times.of(Phase.FORWARD));
    line(text, "  loss", times.of(Phase.LOSS));
    line(text, "  backward", times.of(Phase.BACKWARD));
    line(text, "exchange", times.exchanging());
    line(text, "waiting for other ranks", times.waiting());
    line(text, "look through, clip", times.of(Phase.CLIP));
    line(text, "optimizer", times.of(Phase.UPDATE));
    line(text, "rest", times.rest());
    if (times.of(Phase.BUCKET) > 0) {
      line(text, "exchange beside the pass", times.of(Phase.BUCKET));
    }
    layers(text);
    return text.toString();
  }

  private void layers(StringBuilder text) {
    if (times.layers().isEmpty()) {
      text.append(
          String.format("\nThe engine runs this network as a whole, so layers are not known.\n"));
      return;
    }
    text.append(String.format("\nLayers, forward and backward:\n"));
    List<Map.Entry<String, Long>> slowest = slowest();
    slowest.stream()
        .limit(MOST_LAYERS)
        .forEach(layer -> line(text, "  " + layer.getKey(), layer.getValue()));
    if (slowest.size() > MOST_LAYERS) {
      long others = slowest.stream().skip(MOST_LAYERS).mapToLong(Map.Entry::getValue).sum();
      line(text, "  " + (slowest.size() - MOST_LAYERS) + " others", others);
    }
  }

  private void line(StringBuilder text, String what, long nanos) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-40s %10.3f ms %5.1f%%\n",
            what,
            times.millis(nanos),
            100 * times.share(nanos)));
  }
}
