package org.coherer.connector.column;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.training.encoding.TableEncoding;

/** Binds the columns of tables: numbers, texts, dates and points in time beside each other. */
public final class TableBinding {

  private static final String PARAM = "featuresCols";
  private static final String CATEGORICAL = "categoricalCols";

  private TableBinding() {}

  /**
   * Returns whether columns are a table, rather than one number each for a network of that many
   * inputs: one of them holds something else, or numbers that are categories.
   */
  public static boolean isTable(StructType schema, List<String> columns, List<String> categorical) {
    return !categorical.isEmpty()
        || columns.stream()
            .map(column -> Columns.find(schema, column, PARAM))
            .anyMatch(field -> !(field.dataType() instanceof NumericType) || isNominal(field));
  }

  /**
   * Binds columns of which nothing is known but their types.
   *
   * @param categorical those whose numbers are categories; texts always are
   * @throws IllegalArgumentException if one is missing, or of a type that a table cannot have
   */
  public static FeatureBinding of(
      StructType schema, List<String> columns, List<String> categorical) {
    checkNamed(columns);
    Set<String> remaining = new HashSet<>();
    categorical.forEach(column -> remaining.add(Columns.find(schema, column, CATEGORICAL).name()));
    List<TableColumn> table = new ArrayList<>();
    for (String column : columns) {
      StructField field = Columns.find(schema, column, PARAM);
      boolean categories = remaining.remove(field.name()) || isNominal(field);
      TableColumn holds = TableColumn.of(field.dataType(), categories);
      if (holds == null) {
        throw Columns.mistyped(
            column,
            field.dataType(),
            categories
                ? "a numeric type, string or boolean"
                : "a numeric type, string, boolean, date or timestamp",
            categories ? CATEGORICAL : PARAM);
      }
      table.add(holds);
    }
    if (!remaining.isEmpty()) {
      throw new InvalidParamException(
          "categoricalCols names '"
              + remaining.iterator().next()
              + "', which featuresCols does not (must be one of "
              + columns
              + ")",
          CATEGORICAL);
    }
    return FeatureBinding.table(columns, table);
  }

  /**
   * Binds columns to what a training has learned of them.
   *
   * @throws IllegalArgumentException if one is missing, or holds something else than it did then
   */
  public static FeatureBinding of(StructType schema, List<String> columns, TableEncoding learned) {
    checkNamed(columns);
    if (columns.size() != learned.columns().size()) {
      throw new InvalidParamException(
          "featuresCols names "
              + columns.size()
              + " columns (the network was trained on "
              + learned.columns().size()
              + ")",
          PARAM);
    }
    List<TableColumn> table = learned.columns().stream().map(TableColumn::of).toList();
    for (int i = 0; i < table.size(); i++) {
      StructField field = Columns.find(schema, columns.get(i), PARAM);
      if (!table.get(i).takes(field.dataType())) {
        throw Columns.mistyped(
            columns.get(i), field.dataType(), table.get(i).expected() + ", as in training", PARAM);
      }
    }
    return FeatureBinding.table(columns, table);
  }

  private static void checkNamed(List<String> columns) {
    if (columns.isEmpty()) {
      throw new InvalidParamException(
          "featuresCols is empty (must name at least one column)", PARAM);
    }
  }

  /** A StringIndexer's numbers are categories. */
  private static boolean isNominal(StructField field) {
    return field.dataType() instanceof NumericType
        && Attribute.fromStructField(field).attrType().equals(AttributeType.Nominal());
  }
}
