package org.coherer.connector.plugin;

import java.util.HashSet;
import java.util.Set;
import org.coherer.connector.plugin.ExecutorMessage.Ready;
import org.coherer.connector.plugin.ExecutorMessage.Unusable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the driver's log, once each, what is wrong with the engines of executors: that they
 * cannot be loaded, are slow, or differ.
 */
final class EngineReports {

  private static final Logger LOG = LoggerFactory.getLogger(EngineReports.class);

  private final Set<String> told = new HashSet<>();
  private Ready first;
  private boolean differ;

  /** Takes note of an engine that can compute. */
  synchronized void add(Ready ready) {
    for (String warning : ready.report().warnings()) {
      if (told.add(warning)) {
        LOG.warn("In {}: {}", ready.sender(), warning);
      }
    }
    if (first == null) {
      first = ready;
    } else if (!differ && !ready.report().kernels().equals(first.report().kernels())) {
      differ = true;
      LOG.warn(
          "Executors compute with different kernels: {} with {}; {} with {}. The same fit may give"
              + " other bits, depending on which of them train (have all executors on machines of"
              + " one kind, if bits matter)",
          first.sender(),
          first.report().kernels(),
          ready.sender(),
          ready.report().kernels());
    }
  }

  /** Takes note of an engine that cannot. */
  synchronized void add(Unusable unusable) {
    if (told.add(unusable.reason())) {
      LOG.error("No fit can train in {}: {}", unusable.sender(), unusable.reason());
    }
  }
}
