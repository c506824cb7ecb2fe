package org.coherer.training.job;

import org.coherer.training.driver.DriverChannel;
import org.coherer.training.driver.RendezvousTimeoutException;

/**
 * Tells the driver why a rank fails. Once: the first reason counts. And before anybody else can
 * notice that it has failed, for Spark then ends its task, which has no say any more.
 */
final class FailureReport {

  private final DriverChannel driver;
  private final WorkerContext context;
  private boolean told;

  /**
   * Creates the report of a rank.
   *
   * @param context says whether Spark has ended the task already, and so is the reason
   */
  FailureReport(DriverChannel driver, WorkerContext context) {
    this.driver = driver;
    this.context = context;
  }

  /** Tells why the rank fails, unless that was told before or Spark has ended its task. */
  void tell(Throwable failure) {
    if (!told && (!context.isInterrupted() || failure instanceof RendezvousTimeoutException)) {
      told = true;
      driver.reportFailure(failure);
    }
  }
}
