package org.coherer.connector.row;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.ImageTaker;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.training.data.FeatureType;

/**
 * The features of one row, read and checked, in the form that is cheapest to pass on. Reused from
 * row to row; which of the arrays counts says {@link #form}.
 */
public final class Features {

  /** Which of the arrays counts. */
  public enum Form {
    FLOATS,
    BYTES,
    SPARSE
  }

  private final String noun;
  private final String label;
  private final String taker;
  private final int length;
  private final boolean narrow;

  private final ImageTaker images;
  private final AcceptedValues accepted;

  private Form form = Form.FLOATS;
  private float[] floats;
  private final byte[] bytes;
  private final int[] indices;
  private int count;
  private boolean assembled;
  private boolean sparseFeatures;
  private long droppedIds;
  private boolean countsCategories;
  private RowCategories categories;

  /**
   * Creates a features.
   *
   * @param binding where they come from
   * @param length the values that the network takes
   */
  public Features(FeatureBinding binding, int length, InvalidPolicy policy) {
    this("features", binding, "the network takes ", length, policy);
  }

  private Features(
      String noun, FeatureBinding binding, String taker, int length, InvalidPolicy policy) {
    this.noun = noun;
    this.label = binding.label();
    this.taker = taker;
    this.length = length;
    this.images = new ImageTaker(binding);
    this.narrow = binding.kind().recordType() == FeatureType.UINT8;
    this.accepted = new AcceptedValues(label, policy);
    this.floats = new float[length];
    this.bytes = new byte[length];
    this.indices = new int[length];
  }

  /** Creates a features for what an output is compared with, of which nothing may be missing. */
  static Features ofTarget(FeatureBinding binding, int length) {
    return new Features(
        "target", binding, "the network's output has ", length, InvalidPolicy.ERROR);
  }

  /** Creates a features for several inputs behind each other, of so many values together. */
  public static Features ofAll(List<FeatureBinding> inputs, int length) {
    List<String> columns = inputs.stream().flatMap(input -> input.columns().stream()).toList();
    return new Features(
        new FeatureBinding(columns, FeatureKind.COLUMNS, List.of()), length, InvalidPolicy.ERROR);
  }

  public Form form() {
    return form;
  }

  /** Returns the values; if sparse, the first {@link #count} are those of {@link #indices}. */
  public float[] floats() {
    return floats;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int[] indices() {
    return indices;
  }

  public int count() {
    return count;
  }

  public int length() {
    return length;
  }

  /** Has the categories of a table counted; before it is read. */
  public void countCategories() {
    countsCategories = true;
  }

  boolean countsCategories() {
    return countsCategories;
  }

  void setCategories(RowCategories read) {
    categories = read;
  }

  /** Returns the categories of a table; {@code null} if it is none. */
  public RowCategories categories() {
    return categories;
  }

  /** Returns how many missing values were replaced so far. */
  public long missing() {
    return accepted.missing();
  }

  /** Returns how many ids were dropped so far. */
  public long droppedIds() {
    return droppedIds;
  }

  /** Returns whether the features are sparse, with or without ids behind them. */
  public boolean hasSparseFeatures() {
    return assembled ? sparseFeatures : form == Form.SPARSE;
  }

  /** Takes over an array of the right length, which nobody else may change. */
  void take(float[] values) {
    checkLength(values.length);
    form = Form.FLOATS;
    floats = values;
    if (!allFinite(values, length)) {
      for (int i = 0; i < length; i++) {
        values[i] = accepted.value(values[i], i);
      }
    }
  }

  /**
   * Copies as many floats as the network takes from an offset on; returns false if one of them is
   * not finite, and then nothing was taken.
   */
  boolean takeFinite(float[] values, int offset) {
    form = Form.FLOATS;
    System.arraycopy(values, offset, floats, 0, length);
    return allFinite(floats, length);
  }

  /** Copies doubles. */
  void take(double[] values) {
    checkLength(values.length);
    beginFloats();
    for (int i = 0; i < length; i++) {
      floats[i] = (float) values[i];
    }
    if (!allFinite(floats, length)) {
      for (int i = 0; i < length; i++) {
        floats[i] = accepted.value(values[i], i);
      }
    }
  }

  /** Copies doubles, none of which is null, from where Spark holds them. */
  void take(ArrayData values) {
    checkLength(values.numElements());
    beginFloats();
    for (int i = 0; i < length; i++) {
      floats[i] = (float) values.getDouble(i);
    }
    if (!allFinite(floats, length)) {
      for (int i = 0; i < length; i++) {
        floats[i] = accepted.value(values.getDouble(i), i);
      }
    }
  }

  /** Copies the values of a sparse vector that are there. */
  void take(int size, int[] at, double[] values) {
    checkLength(size);
    if (2L * at.length >= length) {
      beginFloats();
      Arrays.fill(floats, 0f);
      for (int i = 0; i < at.length; i++) {
        floats[at[i]] = accepted.value(values[i], at[i]);
      }
      return;
    }
    form = Form.SPARSE;
    count = at.length;
    for (int i = 0; i < count; i++) {
      indices[i] = at[i];
      floats[i] = accepted.value(values[i], at[i]);
    }
  }

  /** Copies bytes. */
  void take(byte[] values) {
    checkLength(values.length);
    form = Form.BYTES;
    System.arraycopy(values, 0, bytes, 0, length);
  }

  /** Copies an image, in the order in which the network takes it. */
  void takeImage(int height, int width, int channels, byte[] pixels) {
    checkLength(images.valuesOf(height, width, channels, pixels.length));
    form = Form.BYTES;
    images.copy(height, width, channels, pixels, bytes);
  }

  /**
   * Begins a row whose arrays the caller fills.
   *
   * @param newCount how many values there will be, if sparse
   * @param sparse whether those that are features are sparse
   * @param missing the features that were missing so far, in this row and all before it
   * @param dropped the ids that were dropped so far
   */
  void begin(Form newForm, int newCount, boolean sparse, long missing, long dropped) {
    form = newForm;
    count = newCount;
    assembled = true;
    sparseFeatures = sparse;
    droppedIds = dropped;
    accepted.missing(missing);
  }

  /** Writes all values, zeros too, from an index on. */
  public void copyTo(float[] into, int at) {
    copyFirst(length, into, at);
  }

  /** Writes the first so many values, zeros too, from an index on. */
  public void copyFirst(int some, float[] into, int at) {
    switch (form) {
      case FLOATS -> System.arraycopy(floats, 0, into, at, some);
      case BYTES -> {
        for (int i = 0; i < some; i++) {
          into[at + i] = bytes[i] & 0xff;
        }
      }
      case SPARSE -> {
        Arrays.fill(into, at, at + some, 0f);
        for (int i = 0; i < count; i++) {
          if (indices[i] < some) {
            into[at + indices[i]] = floats[i];
          }
        }
      }
    }
  }

  /** Begins a row whose values are {@linkplain #put put} one by one. */
  void beginFloats() {
    form = Form.FLOATS;
  }

  /** Sets one value. */
  void put(int index, double value) {
    floats[index] = accepted.value(value, index);
  }

  /** Sets the value of a column. */
  void put(int index, double value, String column) {
    floats[index] = accepted.value(value, index, column);
  }

  /** Takes note that a value is not there. */
  void putMissing(int index, String column) {
    floats[index] = accepted.missing(index, column);
  }

  /** Takes note that there is none at all. */
  void takeMissing() {
    accepted.allMissing(length);
    form = narrow ? Form.BYTES : Form.FLOATS;
    Arrays.fill(floats, 0f);
    Arrays.fill(bytes, (byte) 0);
  }

  void checkLength(int found) {
    if (found != length) {
      throw new InvalidRowException(
          "Invalid " + noun + " of " + found + " values in " + label + " (" + taker + length + ")");
    }
  }

  /** Adds up zeros, and a NaN for each value that is not finite, in four sums at a time. */
  static boolean allFinite(float[] values, int length) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      a += values[i] * 0f;
      b += values[i + 1] * 0f;
      c += values[i + 2] * 0f;
      d += values[i + 3] * 0f;
    }
    for (; i < length; i++) {
      a += values[i] * 0f;
    }
    return a + b + c + d == 0f;
  }
}
