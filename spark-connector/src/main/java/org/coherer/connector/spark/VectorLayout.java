package org.coherer.connector.spark;

import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * Where an ML vector has its parts, as a struct.
 *
 * <p>Why: the layout is that of {@code VectorUDT.sqlType}, which is private to Spark; the same
 * since Spark 1.2, for files have it.
 */
public final class VectorLayout {

  public static final int FIELDS = 4;
  public static final int TYPE = 0;
  public static final int SIZE = 1;
  public static final int INDICES = 2;
  public static final int VALUES = 3;

  /** The type of a sparse vector; others are dense. */
  public static final byte SPARSE = 0;

  private VectorLayout() {}

  /** Returns whether numbers lie in one piece of memory, where each can be read at once. */
  public static boolean isInOnePiece(ArrayData numbers) {
    return numbers instanceof UnsafeArrayData;
  }
}
