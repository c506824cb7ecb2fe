package org.coherer.connector.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/**
 * The rows of a batch in one piece of memory, each with space for the values that are added to it.
 * A row is copied once, as a whole.
 *
 * <p>Why: a batch keeps rows that Spark goes on to reuse, and {@code UnsafeRow.copy} and a joiner
 * would copy each twice and leave garbage. The layout of {@code UnsafeRow} (bits of nulls, 8 bytes
 * for each column, then what is longer, at an offset in the upper half of these) is as it is since
 * Spark 1.4.
 */
final class JoinedRows implements AddedValues {

  private static final int WORD = 8;
  private static final int BITS = 64;
  private static final int FEW_WORDS = 8;
  private static final int HALF = 32;
  private static final int VECTOR_HEAD = WORD + VectorLayout.FIELDS * WORD;

  /** The fields of a dense vector that are null. */
  private static final long DENSE_NULLS = 1L << VectorLayout.SIZE | 1L << VectorLayout.INDICES;

  private static final long DENSE = 1;

  private final int left;
  private final int[] longer;
  private final List<AddedColumn> added;
  private final int nullWords;
  private final int leftNullWords;
  private final int growth;
  private final int addedBytes;
  private final UnsafeRow row;

  private byte[] memory = new byte[1 << 16];
  private int[] starts;
  private int count;
  private int end;

  private int column;
  private long cell;
  private long next;
  private long base;

  /**
   * Creates a joined rows.
   *
   * @param types those of the rows that come
   */
  JoinedRows(DataType[] types, List<AddedColumn> added, int batchRows) {
    this.left = types.length;
    this.added = added;
    this.longer = longerOf(types);
    this.leftNullWords = words(left);
    this.nullWords = words(left + added.size());
    this.growth = (nullWords - leftNullWords + added.size()) * WORD;
    this.addedBytes = added.stream().mapToInt(JoinedRows::bytesOf).reduce(0, Math::addExact);
    this.row = new UnsafeRow(left + added.size());
    this.starts = new int[batchRows + 1];
  }

  private static int[] longerOf(DataType[] types) {
    int[] longer = new int[types.length];
    int count = 0;
    for (int i = 0; i < types.length; i++) {
      if (!UnsafeRow.isFixedLength(types[i])) {
        longer[count++] = i;
      }
    }
    return Arrays.copyOf(longer, count);
  }

  private static int words(int bits) {
    return (bits + BITS - 1) / BITS;
  }

  private static int bytesOf(AddedColumn column) {
    return column.length() == AddedColumn.NUMBER
        ? 0
        : Math.toIntExact(VECTOR_HEAD + WORD * (1L + words(column.length()) + column.length()));
  }

  /** Forgets all rows. */
  void clear() {
    count = 0;
    end = 0;
  }

  /** Returns how many bytes are held. */
  int bytes() {
    return end;
  }

  /** Copies a row. */
  void add(UnsafeRow from) {
    int size = Math.addExact(from.getSizeInBytes(), growth + addedBytes);
    reserve(Math.addExact(end, size));
    long to = (long) Platform.BYTE_ARRAY_OFFSET + end;
    int leftBytes = leftNullWords * WORD;
    int fixed = left * WORD;
    Object source = from.getBaseObject();
    long at = from.getBaseOffset();
    copy(source, at, to, leftBytes);
    for (int i = leftNullWords; i < nullWords; i++) {
      Platform.putLong(memory, to + (long) i * WORD, 0);
    }
    long cells = to + (long) nullWords * WORD;
    copy(source, at + leftBytes, cells, fixed);
    copy(
        source,
        at + leftBytes + fixed,
        cells + fixed + (long) added.size() * WORD,
        from.getSizeInBytes() - leftBytes - fixed);
    for (int ordinal : longer) {
      if (!from.isNullAt(ordinal)) {
        long where = cells + (long) ordinal * WORD;
        Platform.putLong(memory, where, Platform.getLong(memory, where) + ((long) growth << HALF));
      }
    }
    end += size;
    starts[++count] = end;
  }

  /** Copies words; a few of them without the start of a copy, which takes longer than they do. */
  private void copy(Object source, long at, long to, int bytes) {
    if (bytes > FEW_WORDS * WORD) {
      Platform.copyMemory(source, at, memory, to, bytes);
      return;
    }
    for (int i = 0; i < bytes; i += WORD) {
      Platform.putLong(memory, to + i, Platform.getLong(source, at + i));
    }
  }

  private void reserve(int bytes) {
    if (bytes > memory.length) {
      int most = Integer.MAX_VALUE - WORD;
      if (bytes > most) {
        throw new IllegalStateException(
            "Invalid row of " + bytes + " bytes (must be at most " + most + ")");
      }
      memory = Arrays.copyOf(memory, (int) Math.min(most, 2L * bytes));
    }
  }

  /** Goes on to the values that are added to a row. */
  AddedValues values(int index) {
    base = (long) Platform.BYTE_ARRAY_OFFSET + starts[index];
    cell = base + (long) (nullWords + left) * WORD;
    next = (long) Platform.BYTE_ARRAY_OFFSET + starts[index + 1] - addedBytes;
    column = 0;
    return this;
  }

  @Override
  public void put(double value) {
    Platform.putDouble(memory, cell, value);
    advance(AddedColumn.NUMBER);
  }

  @Override
  public void put(double[] values) {
    int nulls = words(values.length);
    int arrayBytes = WORD * (1 + nulls + values.length);
    putReference(cell, next - base, VECTOR_HEAD + arrayBytes);
    Platform.putLong(memory, next, DENSE_NULLS);
    long fields = next + WORD;
    Platform.putLong(memory, fields + VectorLayout.TYPE * WORD, 0);
    Platform.putByte(memory, fields + VectorLayout.TYPE * WORD, (byte) DENSE);
    Platform.putLong(memory, fields + VectorLayout.SIZE * WORD, 0);
    Platform.putLong(memory, fields + VectorLayout.INDICES * WORD, 0);
    putReference(fields + VectorLayout.VALUES * WORD, VECTOR_HEAD, arrayBytes);
    long array = next + VECTOR_HEAD;
    Platform.putLong(memory, array, values.length);
    for (int i = 0; i < nulls; i++) {
      Platform.putLong(memory, array + (1L + i) * WORD, 0);
    }
    copy(values, Platform.DOUBLE_ARRAY_OFFSET, array + (1L + nulls) * WORD, values.length * WORD);
    next += VECTOR_HEAD + arrayBytes;
    advance(values.length);
  }

  private void putReference(long where, long offset, int bytes) {
    Platform.putLong(memory, where, offset << HALF | bytes);
  }

  private void advance(int length) {
    if (added.get(column).length() != length) {
      throw new IllegalStateException(
          "Column '" + added.get(column).name() + "' has another length than " + length);
    }
    column++;
    cell += WORD;
  }

  /** Returns a row, valid until {@link #clear}; the same object each time. */
  UnsafeRow row(int index) {
    row.pointTo(
        memory,
        (long) Platform.BYTE_ARRAY_OFFSET + starts[index],
        starts[index + 1] - starts[index]);
    return row;
  }
}
