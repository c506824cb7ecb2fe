package org.coherer.datasource.read;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.coherer.datasource.file.FoundFile;

/** The hidden column {@code _metadata}: where a row is from. */
public final class MetadataField implements MetadataColumn {
  /** The name of the column. */
  public static final String NAME = "_metadata";

  /** The field whose value differs from row to row. */
  static final String RECORD_INDEX = "record_index";

  private static final StructType TYPE =
      new StructType(
          List.of(
                  field("file_path", DataTypes.StringType, false),
                  field("file_name", DataTypes.StringType, false),
                  field("file_size", DataTypes.LongType, false),
                  field("file_modification_time", DataTypes.TimestampType, false),
                  field(RECORD_INDEX, DataTypes.LongType, true))
              .toArray(StructField[]::new));

  /** Makes the column. */
  public MetadataField() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public DataType dataType() {
    return TYPE;
  }

  @Override
  public boolean isNullable() {
    return false;
  }

  @Override
  public String comment() {
    return "The file of the row, and the number of its record there, from 0";
  }

  /** Returns the column as one of a scan. */
  static StructField column() {
    return field(NAME, TYPE, false);
  }

  /** Returns the fields that all rows of a file have. */
  static StructType ofFile() {
    return new StructType(
        Stream.of(TYPE.fields())
            .filter(field -> !field.name().equals(RECORD_INDEX))
            .toArray(StructField[]::new));
  }

  /** Returns the value of a field that all rows of a file have, as Spark has it inside. */
  static Object valueOf(String field, FoundFile file) {
    return switch (field) {
      case "file_path" -> UTF8String.fromString(file.path());
      case "file_name" -> UTF8String.fromString(file.name());
      case "file_size" -> file.length();
      case "file_modification_time" -> TimeUnit.MILLISECONDS.toMicros(file.modifiedMillis());
      default -> null;
    };
  }

  private static StructField field(String name, DataType type, boolean nullable) {
    return new StructField(name, type, nullable, Metadata.empty());
  }
}
