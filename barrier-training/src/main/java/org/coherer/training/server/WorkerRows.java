package org.coherer.training.server;

/**
 * The gradients of rows of embedding tables that a worker's step has beside those of parameters.
 */
public interface WorkerRows {

  /** None. */
  WorkerRows NONE =
      new WorkerRows() {
        @Override
        public void send(long step, double weight) {}

        @Override
        public void drop() {}

        @Override
        public void sent() {}

        @Override
        public long waitNanos() {
          return 0;
        }
      };

  /**
   * Sends those of the batches since the last step to the servers, which do not have that step yet.
   *
   * @param step counted from 1 in the epoch
   * @param weight that of all rows of the step
   */
  void send(long step, double weight);

  /** Drops those of the batches since the last step. */
  void drop();

  /**
   * Waits until what was sent has arrived.
   *
   * @throws org.coherer.training.transport.TransportException if a server is lost
   */
  void sent();

  /** Returns the total nanoseconds that it has waited for rows. */
  long waitNanos();
}
