package org.coherer.datasource.partition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.FoundRoot;

/** The partition columns of a reading: the same of all files, in the order of the directories. */
public final class PartitionColumns {
  private final StructType fields;
  private final Map<String, Map<String, String>> textsOfDirectory;

  private PartitionColumns(StructType fields, Map<String, Map<String, String>> texts) {
    this.fields = fields;
    textsOfDirectory = texts;
  }

  /** Returns those of a reading that does not look at names of directories. */
  public static PartitionColumns none() {
    return new PartitionColumns(new StructType(), Map.of());
  }

  /**
   * Returns columns whose values a format has found.
   *
   * @param fields the columns
   * @param texts for each directory, the values by column
   */
  public static PartitionColumns of(StructType fields, Map<String, Map<String, String>> texts) {
    return new PartitionColumns(fields, Map.copyOf(texts));
  }

  /**
   * Returns the columns in the names of the directories of files.
   *
   * @param roots what was found
   * @param base the qualified directory below which names are columns; if none is given, that of
   *     each root
   * @param typed whether types are inferred; else, all are strings
   * @throws IllegalArgumentException if files have different columns. The message names two of them
   */
  public static PartitionColumns of(List<FoundRoot> roots, Optional<String> base, boolean typed) {
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    for (FoundRoot root : roots) {
      for (FoundFile file : root.files()) {
        String directory = file.directory();
        String below = base.orElse(root.isFile() ? directory : root.path());
        texts.put(directory, PartitionPath.between(below, directory));
      }
    }
    return new PartitionColumns(typed(texts, typed), texts);
  }

  private static StructType typed(Map<String, Map<String, String>> texts, boolean typed) {
    StructType fields = new StructType();
    if (texts.isEmpty()) {
      return fields;
    }
    Map.Entry<String, Map<String, String>> first = texts.entrySet().iterator().next();
    List<String> names = new ArrayList<>(first.getValue().keySet());
    texts.forEach(
        (directory, values) -> {
          if (!new ArrayList<>(values.keySet()).equals(names)) {
            throw new IllegalArgumentException(
                "Partition columns %s of '%s' differ from %s of '%s' (load them one by one, or set basePath or recursiveFileLookup)"
                    .formatted(values.keySet(), directory, names, first.getKey()));
          }
        });
    for (String name : names) {
      List<String> values = new ArrayList<>();
      texts.values().forEach(each -> values.add(each.get(name)));
      DataType type = typed ? PartitionTypes.infer(values) : DataTypes.StringType;
      fields = fields.add(new StructField(name, type, true, Metadata.empty()));
    }
    return fields;
  }

  /** Returns the columns; each can be null. */
  public StructType fields() {
    return fields;
  }

  /**
   * Returns these columns with other types.
   *
   * @param given columns with the types that are wanted; those of other names are not looked at
   * @throws IllegalArgumentException if a value is none of the type's. The message names both
   */
  public PartitionColumns as(StructType given) {
    StructType types = new StructType();
    for (StructField field : fields.fields()) {
      int at = List.of(given.fieldNames()).indexOf(field.name());
      DataType type = at < 0 ? field.dataType() : given.fields()[at].dataType();
      types = types.add(new StructField(field.name(), type, true, field.metadata()));
    }
    PartitionColumns converted = new PartitionColumns(types, textsOfDirectory);
    textsOfDirectory.keySet().forEach(converted::values);
    return converted;
  }

  /**
   * Returns the values of a file, as Spark has them inside.
   *
   * @param file one of those that were found
   */
  public Object[] values(FoundFile file) {
    return values(file.directory());
  }

  private Object[] values(String directory) {
    Map<String, String> texts = textsOfDirectory.getOrDefault(directory, Map.of());
    Object[] values = new Object[fields.length()];
    for (int i = 0; i < values.length; i++) {
      StructField field = fields.fields()[i];
      String text = texts.get(field.name());
      values[i] = text == null ? null : parse(text, field);
    }
    return values;
  }

  private static Object parse(String text, StructField field) {
    return PartitionTypes.parse(text, field.dataType())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid value '%s' of partition column '%s' (must be of type %s, which can be INT, BIGINT, DOUBLE, DATE or STRING)"
                        .formatted(text, field.name(), field.dataType().sql())));
  }
}
