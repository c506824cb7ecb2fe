package org.coherer.training.driver;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.coherer.training.transport.auth.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out on an executor when a run is over, by a connection that the driver closes at its end.
 *
 * @param driver where the run's driver listens
 * @param rank the rank that asks
 * @param attempt its attempt
 * @param longest for how long the run may go on without the rank
 */
public record DriverWait(DriverAddress driver, int rank, int attempt, Duration longest) {

  private static final Logger LOG = LoggerFactory.getLogger(DriverWait.class);

  /**
   * Waits for as long as a condition holds.
   *
   * @return whether the run is over, the driver cannot be reached, or {@code longest} has passed
   */
  public boolean await(BooleanSupplier wanted) {
    long end = System.nanoTime() + longest.toNanos();
    try (FrameLine line = driver.connect(Purpose.END_OF_RUN, rank, attempt)) {
      line.readWhile(() -> wanted.getAsBoolean() && System.nanoTime() - end < 0);
      return System.nanoTime() - end >= 0;
    } catch (IOException e) {
      LOG.debug("The run of rank {} is over", rank, e);
      return true;
    }
  }
}
