package org.coherer.training.checkpoint.format;

import java.util.Arrays;
import java.util.List;
import org.coherer.training.file.Envelope;

/**
 * What the file of a rank says of itself.
 *
 * @param id which checkpoint it is part of
 * @param fingerprint the digest of the run's fingerprint, 32 bytes
 * @param rank the rank that wrote it
 * @param ranks how many ranks there were
 * @param nonce a random number, so that no two files have the same header
 * @param blockBytes the length of a block, unless it is the last one of a range
 * @param ranges what the file holds, in order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record SliceHeader(
    CheckpointId id,
    byte[] fingerprint,
    int rank,
    int ranks,
    long nonce,
    int blockBytes,
    List<VectorRange> ranges) {

  private static final int MOST_BLOCK_BYTES = 64 << 20;

  /** Checks the numbers. */
  public SliceHeader {
    ranges = List.copyOf(ranges);
    if (blockBytes < Float.BYTES
        || blockBytes > MOST_BLOCK_BYTES
        || blockBytes % Float.BYTES != 0) {
      throw new IllegalArgumentException(
          "Invalid block of %d bytes (must be a multiple of 4, at most %d)"
              .formatted(blockBytes, MOST_BLOCK_BYTES));
    }
    if (rank < 0 || rank >= ranks) {
      throw new IllegalArgumentException("Invalid rank " + rank + " of " + ranks);
    }
  }

  Envelope toEnvelope() {
    FieldWriter fields =
        new FieldWriter().id(id).bytes(fingerprint).integer(rank).integer(ranks).number(nonce);
    return Envelope.of(CheckpointHeader.SLICE, fields.integer(blockBytes).ranges(ranges).toBytes());
  }

  static SliceHeader parse(FieldReader fields) {
    return new SliceHeader(
        fields.id(),
        fields.bytes(),
        fields.integer(),
        fields.integer(),
        fields.number(),
        fields.integer(),
        fields.ranges());
  }

  /** Returns whether this is the header of the slice that a manifest lists. */
  boolean isOf(Manifest manifest, SliceSummary slice) {
    return id.equals(manifest.id())
        && Arrays.equals(fingerprint, manifest.fingerprint().digest())
        && rank == slice.rank()
        && ranks == manifest.workers()
        && ranges.equals(slice.ranges());
  }
}
