package org.coherer.training.checkpoint.format;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.Optional;

/**
 * What a rank tells the driver once its slice is durable.
 *
 * @param id which checkpoint
 * @param slice the slice
 * @param state what is alike on all ranks; reported by rank 0 alone
 */
public record SliceReport(CheckpointId id, SliceSummary slice, Optional<CheckpointState> state) {

  /** Returns it as bytes: numbers little-endian, fields in the order of this record. */
  public byte[] encode() {
    FieldWriter fields = new FieldWriter().id(id);
    slice.write(fields);
    fields.flag(state.isPresent());
    state.ifPresent(present -> present.write(fields));
    return fields.toBytes();
  }

  /**
   * Returns the report that the bytes hold.
   *
   * @throws IOException if they hold none
   */
  public static SliceReport decode(byte[] bytes) throws IOException {
    FieldReader fields = new FieldReader(bytes);
    try {
      CheckpointId id = fields.id();
      SliceSummary slice = SliceSummary.read(fields);
      Optional<CheckpointState> state =
          fields.flag() ? Optional.of(CheckpointState.read(fields)) : Optional.empty();
      fields.end();
      return new SliceReport(id, slice, state);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new IOException("Invalid report of a slice of " + bytes.length + " bytes: " + e, e);
    }
  }
}
