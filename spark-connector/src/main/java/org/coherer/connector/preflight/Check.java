package org.coherer.connector.preflight;

import java.util.List;

/** Looks at one thing that may keep a fit from working, or from working well. */
@FunctionalInterface
public interface Check {

  /** Returns what it has found; nothing if all is well. */
  List<Finding> findings();
}
