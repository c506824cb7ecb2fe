package org.coherer.training.driver;

import java.time.Duration;
import org.coherer.training.transport.TransportException;

/** Not all ranks have loaded their shards and met in time. */
public final class RendezvousTimeoutException extends TransportException {

  private static final long serialVersionUID = 1L;

  /** Reports that a rank has waited so long. */
  public RendezvousTimeoutException(int rank, Duration deadline, Throwable cause) {
    super(
        "Rank "
            + rank
            + " waited "
            + deadline.toSeconds()
            + " s for all ranks to load their shards and meet (spark.coherer.loadTimeout)",
        cause);
  }
}
