package org.coherer.datasource.imagefolder;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.FoundRoot;
import org.coherer.datasource.partition.PartitionColumns;

/** The columns that the directory of an image has. */
final class ClassColumns {
  private static final String LABEL = "label";
  private static final String CLASS_NAME = "className";

  private ClassColumns() {}

  /**
   * Returns the columns of all files.
   *
   * @param roots what was found
   * @param classes in the order of their labels
   * @throws IllegalArgumentException if an image is in no directory, in one that is no class, or in
   *     those of two classes, since a path is in another
   */
  static PartitionColumns of(List<FoundRoot> roots, List<String> classes) {
    Map<String, Integer> labels = new HashMap<>();
    for (String name : classes) {
      labels.put(name, labels.size());
    }
    Map<String, Map<String, String>> texts = new HashMap<>();
    for (FoundRoot root : roots) {
      Set<String> seen = new HashSet<>();
      for (FoundFile file : root.files()) {
        if (seen.add(file.directory())) {
          String name = className(root, file);
          requireClass(name, file, labels, classes);
          Map<String, String> values =
              Map.of(LABEL, Integer.toString(labels.get(name)), CLASS_NAME, name);
          requireOneClass(file, texts.put(file.directory(), values), values);
        }
      }
    }
    return PartitionColumns.of(fields(classes), texts);
  }

  /** Returns the columns; the names of the classes are where Spark's estimators look for them. */
  private static StructType fields(List<String> classes) {
    Metadata attribute =
        new MetadataBuilder()
            .putString("type", "nominal")
            .putString("name", LABEL)
            .putStringArray("vals", classes.toArray(String[]::new))
            .build();
    Metadata metadata = new MetadataBuilder().putMetadata("ml_attr", attribute).build();
    return new StructType()
        .add(new StructField(LABEL, DataTypes.IntegerType, true, metadata))
        .add(new StructField(CLASS_NAME, DataTypes.StringType, true, Metadata.empty()));
  }

  private static String className(FoundRoot root, FoundFile file) {
    String start =
        root.path().endsWith(Path.SEPARATOR) ? root.path() : root.path() + Path.SEPARATOR;
    String below = root.isFile() ? "" : file.path().substring(start.length());
    int end = below.indexOf(Path.SEPARATOR_CHAR);
    if (end < 0) {
      throw new IllegalArgumentException(
          "Image '%s' is in no directory below '%s' (must be in one that is its class: load the directory above, or set labels to none)"
              .formatted(file.path(), root.given()));
    }
    return below.substring(0, end);
  }

  private static void requireOneClass(
      FoundFile file, Map<String, String> before, Map<String, String> values) {
    if (before != null && !before.equals(values)) {
      throw new IllegalArgumentException(
          "Image '%s' is of class '%s' and of class '%s', below two of the paths (must be of one: load no path that is in another)"
              .formatted(file.path(), before.get(CLASS_NAME), values.get(CLASS_NAME)));
    }
  }

  private static void requireClass(
      String name, FoundFile file, Map<String, Integer> labels, List<String> classes) {
    if (!labels.containsKey(name)) {
      throw new IllegalArgumentException(
          "Directory '%s' of image '%s' is no class (must be one of %s: add it to the list, or move it away)"
              .formatted(name, file.path(), classes));
    }
  }
}
