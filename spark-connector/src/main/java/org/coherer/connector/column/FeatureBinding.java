package org.coherer.connector.column;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.engine.ImageShape;
import org.coherer.training.engine.NetworkShape;

/**
 * Which columns are the features, and in which type they come. Decided once, on the driver, for
 * training and for scoring alike.
 *
 * @param columns one column that has all values, or one for each
 * @param kind the type in which they come
 * @param shape the sizes of a row's tensor, such as channels, height and width; empty where only
 *     the number of values counts
 * @param image how the network takes an image; {@code null} for channel by channel, in whichever
 *     sizes it comes
 * @param table what each column holds, if they are those of a table; else empty
 * @param resized whether images of other heights and widths than the network's are resized
 * @param ids of which table a column has ids, and how many at most; {@code null} of features
 */
public record FeatureBinding(
    List<String> columns,
    FeatureKind kind,
    List<Integer> shape,
    ImageShape image,
    boolean resized,
    List<TableColumn> table,
    EmbeddingInput ids)
    implements Serializable {

  /** Binds columns to an input that is not known to be an image. */
  public FeatureBinding(List<String> columns, FeatureKind kind, List<Integer> shape) {
    this(columns, kind, shape, null, false, List.of(), null);
  }

  /** Copies the lists. */
  public FeatureBinding {
    columns = List.copyOf(columns);
    shape = List.copyOf(shape);
    table = List.copyOf(table);
    if ((kind == FeatureKind.IDS) != (ids != null)) {
      throw new IllegalArgumentException(
          "Invalid binding of kind "
              + kind
              + " to "
              + ids
              + " (ids, and nothing else, have an embedding table)");
    }
    for (int size : shape) {
      if (size < 1) {
        throw new InvalidParamException(
            "Invalid featureShape " + shape + " (must be sizes of at least 1)", "featureShape");
      }
    }
    if (kind == FeatureKind.IMAGE && !shape.isEmpty() && shape.size() != 3) {
      throw new InvalidParamException(
          "Invalid featureShape "
              + shape
              + " (images need three sizes: channels, height and width)",
          "featureShape");
    }
  }

  /**
   * Binds one column that has all values.
   *
   * @throws IllegalArgumentException if the schema has no such column, or of a type that cannot be
   *     features. The message names the column, what was found and what was expected
   */
  public static FeatureBinding column(StructType schema, String column, List<Integer> shape) {
    return column(schema, column, shape, "featuresCol");
  }

  /**
   * Does the same.
   *
   * @param param the Param that names the column, for messages
   */
  public static FeatureBinding column(
      StructType schema, String column, List<Integer> shape, String param) {
    DataType type = Columns.typeOf(schema, column, param);
    FeatureKind kind = kindOf(type);
    if (kind == null) {
      throw Columns.mistyped(
          column, type, "a vector, array<float>, array<double>, binary or an image", param);
    }
    return new FeatureBinding(List.of(column), kind, shape);
  }

  /**
   * Binds several columns of numbers.
   *
   * @throws IllegalArgumentException if one is missing or holds no numbers
   */
  public static FeatureBinding columns(
      StructType schema, List<String> columns, List<Integer> shape) {
    if (columns.isEmpty()) {
      throw new InvalidParamException(
          "featuresCols is empty (must name at least one column)", "featuresCols");
    }
    columns.forEach(column -> Columns.checkNumeric(schema, column, "featuresCols"));
    return new FeatureBinding(columns, FeatureKind.COLUMNS, shape);
  }

  /** Binds the columns of a table, of which it is known what they hold. */
  static FeatureBinding table(List<String> columns, List<TableColumn> table) {
    return new FeatureBinding(columns, FeatureKind.TABLE, List.of(), null, false, table, null);
  }

  /**
   * Binds a column of ids, whole numbers or strings: one in a row, or an array of several. The id
   * of a string is that of {@link org.coherer.training.embedding.StringIds}.
   *
   * @param param the Param that names the column, for messages
   * @throws IllegalArgumentException if the schema has no such column, or of another type. The
   *     message names the column, what was found and what was expected
   */
  public static FeatureBinding ids(StructType schema, EmbeddingInput input, String param) {
    DataType type = Columns.typeOf(schema, input.column(), param);
    if (!isId(type instanceof ArrayType array ? array.elementType() : type)) {
      throw Columns.mistyped(
          input.column(),
          type,
          "byte, short, integer, long, string, or an array of one of these",
          param);
    }
    return new FeatureBinding(
        List.of(input.column()), FeatureKind.IDS, List.of(), null, false, List.of(), input);
  }

  private static boolean isId(DataType type) {
    return type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType
        || type instanceof StringType;
  }

  /**
   * Returns how many numbers a row has in its record.
   *
   * @param networkInputs how many values the network takes; of ids, any number
   */
  public int recordLength(int networkInputs) {
    return switch (kind) {
      case TABLE -> table.stream().mapToInt(TableColumn::slots).sum();
      case IDS -> ids.floats();
      default -> networkInputs;
    };
  }

  /** Returns null for a type in which features cannot come. */
  static FeatureKind kindOf(DataType type) {
    if (type.equals(SQLDataTypes.VectorType())) {
      return FeatureKind.VECTOR;
    }
    if (type instanceof ArrayType array && array.elementType().equals(DataTypes.FloatType)) {
      return FeatureKind.FLOAT_ARRAY;
    }
    if (type instanceof ArrayType array && array.elementType().equals(DataTypes.DoubleType)) {
      return FeatureKind.DOUBLE_ARRAY;
    }
    if (type.equals(DataTypes.BinaryType)) {
      return FeatureKind.BYTES;
    }
    return ImageLayout.isImage(type) ? FeatureKind.IMAGE : null;
  }

  /** Returns the same, but that images are resized, or are not; nothing else has sizes. */
  public FeatureBinding resizing(boolean resize) {
    return new FeatureBinding(
        columns, kind, shape, image, resize && kind == FeatureKind.IMAGE, table, ids);
  }

  /**
   * Returns the binding of features to an input of a network: images are read as that takes them.
   *
   * @throws IllegalArgumentException as {@link #checkLength}, or if featureShape has other sizes of
   *     images than the network
   */
  public FeatureBinding to(NetworkShape.Input input) {
    checkLength(input.length());
    ImageShape taken = input.image();
    if (resized && taken == null) {
      checkSized();
    }
    if (kind == FeatureKind.IMAGE && taken != null && !shape.isEmpty() && !taken.hasSizes(shape)) {
      throw new InvalidParamException(
          "Invalid featureShape "
              + shape
              + " (the network takes images of "
              + taken.sizes()
              + ": "
              + taken.names()
              + ")",
          "featureShape");
    }
    return new FeatureBinding(columns, kind, shape, taken, resized, table, null);
  }

  /**
   * Returns the sizes to which images are resized where no network says them.
   *
   * @throws IllegalArgumentException if featureShape does not, either
   */
  public List<Integer> resizedShape() {
    checkSized();
    return shape;
  }

  private void checkSized() {
    if (shape.isEmpty()) {
      throw new InvalidParamException(
          "Invalid resizeImages true: the network does not say to which sizes (set featureShape, or"
              + " resizeImages to false)",
          "resizeImages",
          "featureShape");
    }
  }

  /**
   * Checks what can be known before a row is read: that there are as many columns as the network
   * takes values, if there is one for each, that the shape has as many, and that there is space for
   * as many ids as there may be.
   *
   * @param networkInputs the values that the network takes; of ids, the numbers of a record
   * @throws IllegalArgumentException if there are not
   */
  public void checkLength(int networkInputs) {
    if (kind == FeatureKind.COLUMNS && columns.size() != networkInputs) {
      throw new InvalidParamException(
          "featuresCols names "
              + columns.size()
              + " columns (the network takes "
              + networkInputs
              + " values)",
          "featuresCols");
    }
    if (kind == FeatureKind.IDS && ids.floats() != networkInputs) {
      throw new IllegalArgumentException(
          "Invalid length "
              + networkInputs
              + " of "
              + label()
              + " in a record (must be "
              + ids.floats()
              + ", for at most "
              + ids.mostIds()
              + " ids)");
    }
    long values = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (!shape.isEmpty() && values != networkInputs) {
      throw new InvalidParamException(
          "Invalid featureShape "
              + shape
              + " of "
              + values
              + " values (the network takes "
              + networkInputs
              + ")",
          "featureShape");
    }
  }

  /** Returns how messages call the columns. */
  public String label() {
    return columns.size() == 1 ? "column '" + columns.get(0) + "'" : "featuresCols";
  }
}
