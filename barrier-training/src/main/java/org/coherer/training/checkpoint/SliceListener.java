package org.coherer.training.checkpoint;

import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.SliceReport;

/** Takes what becomes of a rank's slices, on the thread that writes them. */
public interface SliceListener {

  /** A slice is durable; the driver is to be told. */
  void written(SliceReport report);

  /** A slice cannot be written: its checkpoint will never be complete. */
  void failed(CheckpointId id, Throwable cause);
}
