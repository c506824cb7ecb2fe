package org.coherer.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Records in memory, each at a known place, numbered in the order in which their blocks were
 * {@linkplain #add added}.
 *
 * <p>A place is a number of units of four bytes from the start of the first extent; that of a
 * {@link SparseRecord} is stored inverted.
 */
final class RowPool {

  /** The most bytes whose places fit into 31 bits. */
  static final long MAX_BYTES = 1L << 33;

  private static final int EXTENT_UNITS = BlockFile.EXTENT_BYTES / Float.BYTES;

  private final RecordLayout layout;
  private final ByteBuffer[] extents;
  private final FloatBuffer[] floats;
  private final byte[] narrow;
  private final float[] wide;
  private final float[] ofByte = new float[256];
  private int[] places = new int[0];
  private int rows;

  /** Creates one over memory that whoever hands it in goes on to own; without rows as yet. */
  RowPool(RecordLayout layout, List<? extends ByteBuffer> memory) {
    this.layout = layout;
    extents = new ByteBuffer[memory.size()];
    floats = new FloatBuffer[memory.size()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = memory.get(i).duplicate().order(ByteOrder.LITTLE_ENDIAN);
      floats[i] = extents[i].asFloatBuffer();
    }
    narrow = new byte[layout.features() == FeatureType.UINT8 ? layout.featureLength() : 0];
    wide = new float[layout.featureLength()];
    for (int i = 0; i < ofByte.length; i++) {
      ofByte[i] = layout.rescaling().apply(i);
    }
  }

  int rows() {
    return rows;
  }

  /** Returns the place of a row. */
  int place(int row) {
    return places[row];
  }

  /** Forgets all rows; there will be about so many. */
  void clear(int expectedRows) {
    rows = 0;
    if (places.length < expectedRows) {
      places = new int[expectedRows];
    }
  }

  /** Adds the rows of a block whose bytes lie at {@code start} bytes from the first extent on. */
  void add(RecordBlock.Kind kind, int count, long start) {
    ByteBuffer extent = extents[(int) (start / BlockFile.EXTENT_BYTES)];
    int at = (int) (start % BlockFile.EXTENT_BYTES);
    int unit = (int) (start / Float.BYTES);
    int recordUnits = layout.recordBytes() / Float.BYTES;
    for (int i = 0; i < count; i++) {
      places[rows++] =
          kind.sparse()
              ? ~(unit + extent.getInt(at + i * Integer.BYTES) / Float.BYTES)
              : unit + i * recordUnits;
    }
  }

  /** Copies the records at some of the places into a batch, from a slot on. */
  void copyInto(int[] from, int first, int count, Batch batch, int slot) {
    for (int i = 0; i < count; i++) {
      copyAt(from[first + i], batch, slot + i);
    }
  }

  /** Copies the record of a row into a slot of a batch. */
  void copyInto(int row, Batch batch, int slot) {
    copyAt(places[row], batch, slot);
  }

  private void copyAt(int place, Batch batch, int slot) {
    boolean sparse = place < 0;
    int unit = sparse ? ~place : place;
    int extent = unit / EXTENT_UNITS;
    int at = unit % EXTENT_UNITS;
    FloatBuffer record = floats[extent];
    TargetEncoding target = layout.target();
    target.encode(record.get(at), batch.targets(), slot * target.length());
    batch.weights().put(slot, record.get(at + RecordLayout.WEIGHT_AT / Float.BYTES));
    int features = at + RecordLayout.FEATURES_AT / Float.BYTES;
    if (sparse) {
      copySparse(extents[extent], record, features, batch, slot);
    } else if (layout.features() == FeatureType.UINT8) {
      copyBytes(extents[extent], features * Float.BYTES, batch, slot);
    } else {
      copyFloats(record, features, batch, slot);
    }
  }

  private void copyFloats(FloatBuffer record, int at, Batch batch, int slot) {
    int length = layout.featureLength();
    if (layout.rescaling().isIdentity()) {
      batch.features().put(slot * length, record, at, length);
      return;
    }
    record.get(at, wide, 0, length);
    Rescaling rescaling = layout.rescaling();
    for (int i = 0; i < length; i++) {
      wide[i] = wide[i] * rescaling.scale() + rescaling.offset();
    }
    batch.features().put(slot * length, wide, 0, length);
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
    Rescaling rescaling = layout.rescaling();
    Arrays.fill(wide, rescaling.offset());
    for (int i = 0; i < count; i++) {
      int index = bytes.getInt((next + i) * Integer.BYTES);
      wide[index] = rescaling.apply(record.get(next + count + i));
    }
    batch.features().put(slot * wide.length, wide, 0, wide.length);
  }
}
