package org.coherer.connector.preflight;

import java.util.List;

/**
 * Compares the workers of a barrier stage, which start together, with the slots of the cluster.
 *
 * @param requested the number asked for; 0 takes every slot
 * @param least with how many the run may begin, if there are no more slots; 0 for all
 * @param slots how many tasks the executors can run at once
 */
public record SlotsCheck(int requested, int least, int slots) implements Check {

  @Override
  public List<Finding> findings() {
    if (slots == 0) {
      return List.of(
          Finding.error(
              "spark.executor.cores",
              "Cannot train",
              "the cluster offers no slots",
              "no executor has registered; check the cluster, or that spark.executor.cores is at"
                  + " least spark.task.cpus"));
    }
    if (requested > 0 && least > requested) {
      return List.of(
          Finding.error(
              "minWorkers",
              "Invalid minWorkers " + least,
              "",
              "must be at most numWorkers, " + requested + ", or 0 for as many"));
    }
    int needed = least == 0 ? requested : least;
    if (needed > slots) {
      String name = least == 0 ? "numWorkers" : "minWorkers";
      return List.of(
          Finding.error(
              name,
              "Cannot train with " + (least == 0 ? "" : "at least ") + needed + " workers",
              "the cluster offers " + slots + " slots",
              "lower " + name + ", or add executors"));
    }
    return requested > slots ? List.of(fewer()) : List.of();
  }

  private Finding fewer() {
    return Finding.warning(
        "numWorkers",
        "Training begins with " + slots + " workers of " + requested,
        "the cluster offers no more slots",
        "add executors, or lower numWorkers");
  }

  /** Returns how many workers there will be. */
  public int workers() {
    return requested == 0 ? slots : requested;
  }
}
