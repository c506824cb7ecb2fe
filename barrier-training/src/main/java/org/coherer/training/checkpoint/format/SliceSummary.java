package org.coherer.training.checkpoint.format;

import java.util.List;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.DamagedFileException.Damage;

/**
 * What the manifest says of the file of a rank. The checksums of the file's blocks are bound to
 * that of its header, so length and header say which file it is.
 *
 * @param rank the rank that wrote it
 * @param bytes its length
 * @param headerCrc the CRC-32C of its header
 * @param ranges what it holds, in order
 */
public record SliceSummary(int rank, long bytes, int headerCrc, List<VectorRange> ranges) {

  /** Copies the list, and checks the numbers. */
  public SliceSummary {
    ranges = List.copyOf(ranges);
    if (rank < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "Invalid slice of " + bytes + " bytes, of rank " + rank + " (neither may be negative)");
    }
  }

  /**
   * Compares the length of the file.
   *
   * @param found how long it is
   * @param path what messages call it
   * @throws DamagedFileException if it should be longer or shorter
   */
  public void checkLength(long found, String path) throws DamagedFileException {
    if (found != bytes) {
      boolean less = found < bytes;
      throw new DamagedFileException(
          path,
          less ? Damage.TRUNCATED : Damage.ALTERED,
          "it has %d bytes and the manifest says %d (it %s)"
              .formatted(found, bytes, less ? "is truncated" : "was altered"));
    }
  }

  void write(FieldWriter fields) {
    fields.integer(rank).number(bytes).integer(headerCrc).ranges(ranges);
  }

  static SliceSummary read(FieldReader fields) {
    return new SliceSummary(fields.integer(), fields.number(), fields.integer(), fields.ranges());
  }
}
