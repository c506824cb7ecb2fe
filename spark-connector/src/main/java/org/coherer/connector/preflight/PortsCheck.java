package org.coherer.connector.preflight;

import java.util.List;
import org.coherer.training.transport.PortRange;

/**
 * Checks that a range of ports has one for every worker and server of a machine.
 *
 * @param ports on which they listen
 * @param workers of one machine, at least
 * @param certain whether they do share one machine, so that there cannot be enough ports
 */
public record PortsCheck(PortRange ports, int workers, boolean certain) implements Check {

  @Override
  public List<Finding> findings() {
    int count = ports.last() - ports.first() + 1;
    if (ports.equals(PortRange.ANY) || count >= workers) {
      return List.of();
    }
    if (certain) {
      return List.of(
          Finding.error(
              "portRange",
              "Invalid portRange " + ports,
              "",
              "each of the "
                  + workers
                  + " workers of this machine needs a port: widen the range, or set it to 0"));
    }
    return List.of(
        Finding.warning(
            "portRange",
            "portRange " + ports + " has fewer ports than an executor has slots, " + workers,
            "each worker of a machine needs a port of its own",
            "widen the range, or set it to 0"));
  }
}
