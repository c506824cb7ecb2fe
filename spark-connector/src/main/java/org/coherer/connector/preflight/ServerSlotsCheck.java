package org.coherer.connector.preflight;

import java.util.List;

/**
 * Checks that parameter servers, each of which takes a slot, leave one for a worker.
 *
 * @param servers the number of servers
 * @param slots how many tasks the executors can run at once
 */
public record ServerSlotsCheck(int servers, int slots) implements Check {

  @Override
  public List<Finding> findings() {
    if (slots > servers) {
      return List.of();
    }
    return List.of(
        Finding.error(
            "numServers",
            "Cannot train with " + servers + " parameter servers",
            "the cluster offers " + slots + " slots, and a worker needs one as well",
            "lower numServers, or add executors"));
  }
}
