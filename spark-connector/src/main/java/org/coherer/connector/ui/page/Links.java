package org.coherer.connector.ui.page;

/** Where pages lead to: behind a proxy and in the History Server, other addresses than usual. */
@FunctionalInterface
public interface Links {

  /** Returns the address of the page of a run, as its attribute {@code href} has it. */
  String run(long fit);
}
