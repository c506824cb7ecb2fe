package org.coherer.training.driver;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
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

  private static final byte[] NOTHING = {0};

  private static final Logger LOG = LoggerFactory.getLogger(DriverWait.class);

  /** Waits as the other method does, where there is nothing that the driver could ask for. */
  public boolean await(BooleanSupplier wanted) {
    return await(wanted, question -> NOTHING.clone());
  }

  /**
   * Waits for as long as a condition holds.
   *
   * @param answers what the driver is answered that asks meanwhile; never empty
   * @return whether the run is over, the driver cannot be reached, or {@code longest} has passed
   */
  public boolean await(BooleanSupplier wanted, UnaryOperator<byte[]> answers) {
    long end = System.nanoTime() + longest.toNanos();
    BooleanSupplier inTime = () -> wanted.getAsBoolean() && System.nanoTime() - end < 0;
    try (FrameLine line = driver.connect(Purpose.END_OF_RUN, rank, attempt)) {
      for (byte[] question = line.readWhile(inTime);
          question != null;
          question = line.readWhile(inTime)) {
        line.write(answers.apply(question));
      }
      return System.nanoTime() - end >= 0;
    } catch (IOException e) {
      LOG.debug("The run of rank {} is over", rank, e);
      return true;
    }
  }
}
