package org.coherer.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.coherer.training.encoding.Rescaling;
import org.coherer.training.engine.Batch;

/**
 * Records in memory at known addresses, numbered in the order in which their blocks were
 * {@linkplain #add added}.
 *
 * <p>An address counts units of four bytes from the start of the first extent; that of a {@link
 * SparseRecord} is stored inverted.
 */
final class RowPool {

  /** The most bytes whose addresses fit into 31 bits. */
  static final long MAX_BYTES = 1L << 33;

  private static final int GROUP_ROWS = 64;
  private static final int LINE_UNITS = 64 / Float.BYTES;
  private static final int MOST_TOUCHED_UNITS = 128 / Float.BYTES;
  private static final int EXTENT_UNITS = BlockFile.EXTENT_BYTES / Float.BYTES;

  private final RecordLayout layout;
  private final ByteBuffer[] extents;
  private final FloatBuffer[] floats;
  private final byte[] narrow;
  private final float[] wide;
  private final float[] encoded;
  private final float[] ofByte = new float[256];
  private final TargetEncoder targets;
  private final int labelCount;
  private final int featuresAt;
  private final int recordUnits;
  private final float[] labels;
  private final float[] weights = new float[GROUP_ROWS];
  private boolean floatsAsTheyAre;

  /** Written only, so that the compiler does not remove the reads. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private int touched;

  private int[] addresses = new int[0];
  private int rows;

  /** Creates an empty pool over memory that the caller owns. */
  RowPool(RecordLayout layout, List<? extends ByteBuffer> memory) {
    this.layout = layout;
    targets = new TargetEncoder(layout.target());
    labelCount = layout.target().labels();
    labels = new float[GROUP_ROWS * labelCount];
    featuresAt = layout.featuresAt() / Float.BYTES;
    recordUnits = layout.recordBytes() / Float.BYTES;
    extents = new ByteBuffer[memory.size()];
    floats = new FloatBuffer[memory.size()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = memory.get(i).duplicate().order(ByteOrder.LITTLE_ENDIAN);
      floats[i] = extents[i].asFloatBuffer();
    }
    narrow = new byte[layout.features() == FeatureType.UINT8 ? layout.featureLength() : 0];
    wide = new float[layout.featureLength()];
    encoded = new float[layout.inputLength()];
    if (layout.features() == FeatureType.UINT8) {
      for (int i = 0; i < ofByte.length; i++) {
        ofByte[i] = i;
      }
      ((Rescaling) layout.encoding()).apply(ofByte, 0, ofByte.length);
    }
  }

  int rows() {
    return rows;
  }

  /** Returns the address of a row. */
  int address(int row) {
    return addresses[row];
  }

  /** Removes all rows and prepares for about this many. */
  void clear(int expectedRows) {
    rows = 0;
    floatsAsTheyAre = layout.features() == FeatureType.FLOAT32 && layout.encoding().isIdentity();
    if (addresses.length < expectedRows) {
      addresses = new int[expectedRows];
    }
  }

  /**
   * Adds the rows of a block that starts {@code start} bytes behind the start of the first extent.
   */
  void add(RecordBlock.Kind kind, int count, long start) {
    ByteBuffer extent = extents[(int) (start / BlockFile.EXTENT_BYTES)];
    int at = (int) (start % BlockFile.EXTENT_BYTES);
    int unit = (int) (start / Float.BYTES);
    floatsAsTheyAre &= !kind.sparse();
    for (int i = 0; i < count; i++) {
      addresses[rows++] =
          kind.sparse()
              ? ~(unit + extent.getInt(at + i * Integer.BYTES) / Float.BYTES)
              : unit + i * recordUnits;
    }
  }

  /** Copies consecutive rows into a batch, from a slot on. */
  void copyInto(int firstRow, int count, Batch batch, int slot) {
    copyInto(addresses, firstRow, count, batch, slot);
  }

  /**
   * Copies the records at some addresses into a batch, from a slot on. Fetching a record from
   * memory dominates the time, so several records are prefetched before the first is copied.
   */
  void copyInto(int[] from, int first, int count, Batch batch, int slot) {
    for (int done = 0; done < count; done += GROUP_ROWS) {
      int rowsNow = Math.min(GROUP_ROWS, count - done);
      touch(from, first + done, rowsNow);
      if (floatsAsTheyAre) {
        copyAllFloats(from, first + done, rowsNow, batch.features(), slot + done);
      } else {
        copyFeatures(from, first + done, rowsNow, batch, slot + done);
      }
      copyHeads(from, first + done, rowsNow, batch, slot + done);
    }
  }

  /**
   * Reads a word of each cache line of small records; a processor has that many reads in flight.
   */
  private void touch(int[] from, int first, int count) {
    int words = 0;
    int units = floatsAsTheyAre ? recordUnits : 1;
    if (units > MOST_TOUCHED_UNITS) {
      return; // In a longer one the processor foresees by itself what is needed next.
    }
    for (int line = 0; line < units; line += LINE_UNITS) {
      for (int i = 0; i < count; i++) {
        int unit = unitOf(from[first + i]);
        int at = unit % EXTENT_UNITS + line;
        words ^= Float.floatToRawIntBits(floats[unit / EXTENT_UNITS].get(at));
      }
    }
    touched = words;
  }

  private void copyAllFloats(int[] from, int first, int count, FloatBuffer into, int slot) {
    int length = layout.featureLength();
    for (int i = 0; i < count; i++) {
      int unit = from[first + i];
      int at = unit % EXTENT_UNITS + featuresAt;
      into.put((slot + i) * length, floats[unit / EXTENT_UNITS], at, length);
    }
  }

  private void copyHeads(int[] from, int first, int count, Batch batch, int slot) {
    for (int i = 0; i < count; i++) {
      int unit = unitOf(from[first + i]);
      FloatBuffer record = floats[unit / EXTENT_UNITS];
      int at = unit % EXTENT_UNITS;
      if (labelCount == 1) {
        labels[i] = record.get(at);
      } else {
        record.get(at, labels, i * labelCount, labelCount);
      }
      weights[i] = record.get(at + labelCount);
    }
    batch.weights().put(slot, weights, 0, count);
    targets.encode(labels, count, batch, slot);
  }

  private static int unitOf(int address) {
    return address < 0 ? ~address : address;
  }

  private void copyFeatures(int[] from, int first, int count, Batch batch, int slot) {
    for (int i = 0; i < count; i++) {
      int address = from[first + i];
      int unit = unitOf(address);
      int extent = unit / EXTENT_UNITS;
      int at = unit % EXTENT_UNITS + featuresAt;
      if (address < 0) {
        copySparse(extents[extent], floats[extent], at, batch, slot + i);
      } else if (layout.features() == FeatureType.UINT8) {
        copyBytes(extents[extent], at * Float.BYTES, batch, slot + i);
      } else {
        copyFloats(floats[extent], at, batch, slot + i);
      }
    }
  }

  private void copyFloats(FloatBuffer record, int at, Batch batch, int slot) {
    int length = layout.featureLength();
    if (layout.encoding().isIdentity()) {
      batch.features().put(slot * length, record, at, length);
      return;
    }
    record.get(at, wide, 0, length);
    encode(batch, slot);
  }

  private void copyBytes(ByteBuffer record, int at, Batch batch, int slot) {
    int length = layout.featureLength();
    record.get(at, narrow, 0, length);
    for (int i = 0; i < length; i++) {
      wide[i] = ofByte[narrow[i] & 0xff];
    }
    batch.features().put(slot * length, wide, 0, length);
  }

  private void copySparse(ByteBuffer bytes, FloatBuffer record, int at, Batch batch, int slot) {
    int count = bytes.getInt(at * Float.BYTES);
    int next = at + 1;
    if (count == SparseRecord.DENSE) {
      copyFloats(record, next, batch, slot);
      return;
    }
    Arrays.fill(wide, 0f);
    for (int i = 0; i < count; i++) {
      wide[bytes.getInt((next + i) * Integer.BYTES)] = record.get(next + count + i);
    }
    encode(batch, slot);
  }

  private void encode(Batch batch, int slot) {
    layout.encoding().encode(wide, encoded);
    batch.features().put(slot * encoded.length, encoded, 0, encoded.length);
  }
}
