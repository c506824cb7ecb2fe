package org.coherer.benchmarks.ps;

/**
 * What is asked of servers of rows.
 *
 * @param operation whether rows are pulled, or gradients pushed
 * @param width the floats of a row
 * @param batch the ids of a batch, drawn uniformly from all
 * @param outstanding how many batches are under way at once
 */
record RowsCase(Operation operation, int width, int batch, int outstanding) {

  /** What may be asked for. */
  enum Operation {
    /** Rows come. */
    PULL,
    /** Gradients go. */
    PUSH
  }

  /** A header of the channel in either direction, for each server and batch. */
  private static final int ENVELOPE_BYTES = 2 * 32;

  /** Returns the rows that are under way at once. */
  int rowsUnderWay() {
    return Math.multiplyExact(batch, outstanding);
  }

  /** Returns the bytes from the client to the servers for so many rows. */
  int bytesSent() {
    int perRow = Long.BYTES + (operation == Operation.PUSH ? width * Float.BYTES : 0);
    return rowsUnderWay() * perRow + outstanding * ENVELOPE_BYTES;
  }

  /** Returns the bytes that come back for them. */
  int bytesReceived() {
    int perRow = operation == Operation.PULL ? width * Float.BYTES : 0;
    return rowsUnderWay() * perRow + outstanding * ENVELOPE_BYTES;
  }
}
