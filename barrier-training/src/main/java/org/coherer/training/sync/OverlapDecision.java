package org.coherer.training.sync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.plan.OverlapMode;
import org.coherer.training.transport.Locality;

/**
 * Whether a run overlaps exchange and backward pass. An exchange within a machine is work for its
 * processors: it gains nothing where the backward pass keeps them all busy.
 *
 * @param overlaps the decision
 * @param reason why, for a log
 */
public record OverlapDecision(boolean overlaps, String reason) {

  private static final int ENOUGH_PROCESSORS = 2;

  /**
   * Decides.
   *
   * @param localities where each rank runs; the same on all ranks, hence so is the decision
   */
  public static OverlapDecision of(OverlapMode mode, List<Locality> localities) {
    if (mode != OverlapMode.AUTO) {
      return new OverlapDecision(mode == OverlapMode.ON, "overlap is set to " + mode.text());
    }
    if (localities.size() == 1) {
      return new OverlapDecision(false, "one worker has nobody to exchange with");
    }
    Map<String, Integer> workers = new HashMap<>();
    localities.forEach(locality -> workers.merge(locality.machine(), 1, Integer::sum));
    if (workers.size() > 1) {
      return new OverlapDecision(true, "the workers are on " + workers.size() + " machines");
    }
    int processors = localities.stream().mapToInt(Locality::processors).min().orElseThrow();
    return new OverlapDecision(
        processors >= ENOUGH_PROCESSORS * localities.size(),
        String.format(
            "%d workers share a machine with %d processors (%d for each are enough)",
            localities.size(), processors, ENOUGH_PROCESSORS));
  }
}
