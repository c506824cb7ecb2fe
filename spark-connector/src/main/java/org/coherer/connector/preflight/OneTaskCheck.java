package org.coherer.connector.preflight;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks that a run that is one task is to have one worker.
 *
 * @param requested the number asked for; 0 for the one that there is
 * @param least with how many the run may begin; 0 for all
 */
public record OneTaskCheck(int requested, int least) implements Check {

  @Override
  public List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    add(found, "numWorkers", requested);
    add(found, "minWorkers", least);
    return found;
  }

  private static void add(List<Finding> found, String name, int number) {
    if (number > 1) {
      found.add(
          new Finding(
              Finding.Severity.ERROR,
              List.of(name, "trainer"),
              "Invalid " + name + " " + number,
              "",
              "must be 0 or 1 with the trainer local, which has one worker; allReduce and averaging"
                  + " have several"));
    }
  }
}
