package org.coherer.training.encoding;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes a category, of which a record has the {@link ValueCode}: as one number for each category
 * that is known, of which one is 1, or as the row of an embedding.
 *
 * <p>Categories that are not known, since training has seen them rarely or never, share a place of
 * their own, and so do missing values.
 */
public final class CategoryEncoding implements ColumnEncoding {

  private static final long serialVersionUID = 1L;

  /** What the values of the column are. */
  public enum Type {
    TEXT,
    NUMBER
  }

  private final Type type;
  private final List<String> values;
  private final boolean rare;
  private final boolean missing;
  private final boolean embedded;

  /** The bits of the codes in ascending order, and the place of each. */
  private final int[] codes;

  private final int[] places;

  /**
   * Creates an encoding.
   *
   * @param values the categories that are known, as texts
   * @param rare whether training has seen others; if not, those that come later are 0 in all
   *     numbers
   * @param missing whether training has seen missing values; the same holds for them
   * @param embedded whether the column has an embedding, which has both places anyway
   */
  public CategoryEncoding(
      Type type, List<String> values, boolean rare, boolean missing, boolean embedded) {
    this.type = type;
    this.values = List.copyOf(values);
    this.rare = rare;
    this.missing = missing;
    this.embedded = embedded;
    Map<Integer, Integer> byCode = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      byCode.putIfAbsent(Float.floatToRawIntBits(codeOf(type, values.get(i))), i);
    }
    this.codes = byCode.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    this.places = Arrays.stream(codes).map(byCode::get).toArray();
  }

  private static float codeOf(Type type, String value) {
    return type == Type.TEXT
        ? ValueCode.ofText(value)
        : ValueCode.ofNumber(Double.parseDouble(value));
  }

  /** Returns what the values of the column are. */
  public Type type() {
    return type;
  }

  /** Returns the categories that are known. */
  public List<String> values() {
    return values;
  }

  /** Returns whether training has seen categories that are not known. */
  public boolean rare() {
    return rare;
  }

  /** Returns whether training has seen missing values. */
  public boolean missing() {
    return missing;
  }

  /** Returns whether the column has an embedding. */
  public boolean embedded() {
    return embedded;
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public int numbers() {
    return embedded ? 0 : values.size() + (rare ? 1 : 0) + (missing ? 1 : 0);
  }

  @Override
  public int embeddingRows() {
    return embedded ? values.size() + 2 : 0;
  }

  @Override
  public void encode(float[] record, int from, float[] into, int at) {
    float code = record[from];
    int known = values.size();
    if (embedded) {
      into[at] = Float.isNaN(code) ? known + 1 : place(code, known);
      return;
    }
    Arrays.fill(into, at, at + numbers(), 0f);
    int place = Float.isNaN(code) ? (missing ? numbers() - 1 : -1) : place(code, rare ? known : -1);
    if (place >= 0) {
      into[at + place] = 1;
    }
  }

  private int place(float code, int other) {
    int found = Arrays.binarySearch(codes, Float.floatToRawIntBits(code));
    return found < 0 ? other : places[found];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategoryEncoding that
        && type == that.type
        && values.equals(that.values)
        && rare == that.rare
        && missing == that.missing
        && embedded == that.embedded;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + values.hashCode()) + (embedded ? 1 : 0);
  }

  @Override
  public String toString() {
    return "CategoryEncoding[type=" + type + ", values=" + values.size() + "]";
  }
}
