package org.coherer.connector.profile;

import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.coherer.connector.column.Columns;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.ImageLayout;
import org.coherer.connector.spark.ColumnNames;

/** Finds how many values a row's features have, where no network says it. */
public final class FeatureWidth {

  private FeatureWidth() {}

  /**
   * Returns the number of values: of columns, as many as there are, of those of a table or of ids
   * what a record has; of images that are resized, what featureShape says; of a vector, what
   * Spark's metadata say; else what the first row has that is not null, for which a job reads one
   * row.
   *
   * @throws NoRowException if no row has any
   * @throws IllegalArgumentException if images are resized, and featureShape says no sizes
   */
  public static int of(Dataset<?> data, FeatureBinding features, String param) {
    if (features.kind() == FeatureKind.COLUMNS
        || features.kind() == FeatureKind.TABLE
        || features.kind() == FeatureKind.IDS) {
      return features.recordLength(features.columns().size());
    }
    if (features.resized()) {
      return features.resizedShape().stream().reduce(1, Math::multiplyExact);
    }
    String column = features.columns().get(0);
    StructField field = Columns.find(data.schema(), column, param);
    int known =
        features.kind() == FeatureKind.VECTOR ? AttributeGroup.fromStructField(field).size() : -1;
    return known > 0 ? known : ofFirstRow(ColumnNames.select(data, List.of(column)), features);
  }

  /**
   * Returns the height, the width and the channels of the first image, for which a job reads one
   * row.
   *
   * @throws NoRowException if there is none
   * @throws IllegalArgumentException if images are resized: one of them does not say the sizes
   */
  public static List<Integer> ofImage(Dataset<?> data, FeatureBinding features) {
    if (features.resized()) {
      return features.resizedShape();
    }
    Row image = firstRow(ColumnNames.select(data, features.columns()), features).getStruct(0);
    return List.of(
        image.getInt(ImageLayout.HEIGHT),
        image.getInt(ImageLayout.WIDTH),
        image.getInt(ImageLayout.CHANNELS));
  }

  private static Row firstRow(Dataset<Row> column, FeatureBinding features) {
    List<Row> first = column.na().drop().limit(1).collectAsList();
    if (first.isEmpty()) {
      throw new NoRowException(
          "Cannot train on "
              + features.label()
              + ": no row has a value there (must be in one row at least)");
    }
    return first.get(0);
  }

  private static int ofFirstRow(Dataset<Row> column, FeatureBinding features) {
    Row row = firstRow(column, features);
    return switch (features.kind()) {
      case VECTOR -> ((Vector) row.get(0)).size();
      case FLOAT_ARRAY, DOUBLE_ARRAY -> row.getList(0).size();
      case BYTES -> ((byte[]) row.get(0)).length;
      case IMAGE -> ((byte[]) row.getStruct(0).get(ImageLayout.DATA)).length;
      case COLUMNS, TABLE, IDS, LABEL ->
          throw new IllegalStateException("Not one column of features");
    };
  }
}
