package org.coherer.connector.preflight;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs warnings once for each application, however many fits it makes. Warnings that differ in
 * their numbers alone count as one. Thread-safe.
 */
public final class SaidOnce {

  private static final Logger LOG = LoggerFactory.getLogger("org.coherer.preflight");

  /** What was logged, of the one application that a JVM has at a time. */
  private static final Set<String> SAID = new HashSet<>();

  private static final Pattern NUMBERS = Pattern.compile("\\d[\\d.]*( [kMG]B)?");

  private static String application = "";

  private SaidOnce() {}

  /**
   * Logs the warnings among some findings that have not been logged.
   *
   * @param id that of the application
   * @return how many were logged
   */
  public static int warn(String id, List<Finding> findings) {
    int count = 0;
    for (Finding finding : findings) {
      if (!finding.isError() && isNew(id, key(finding))) {
        LOG.warn("{}", finding.message());
        count++;
      }
    }
    return count;
  }

  private static String key(Finding finding) {
    return finding.names() + NUMBERS.matcher(finding.what()).replaceAll("#");
  }

  private static synchronized boolean isNew(String id, String message) {
    if (!application.equals(id)) {
      application = id;
      SAID.clear();
    }
    return SAID.add(message);
  }
}
