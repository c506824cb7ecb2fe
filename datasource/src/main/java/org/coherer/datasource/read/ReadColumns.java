package org.coherer.datasource.read;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a scan's rows, and where each is from.
 *
 * @param wanted the columns of the rows
 * @param records those that are read from files, in an order of their own
 * @param origins for each of the wanted ones, where it is from
 */
record ReadColumns(StructType wanted, StructType records, List<Origin> origins)
    implements Serializable {
  ReadColumns {
    origins = List.copyOf(origins);
  }

  /** Where the value of a column is from. */
  sealed interface Origin extends Serializable {
    /**
     * The record.
     *
     * @param index of the column among those that are read
     */
    record OfRecord(int index) implements Origin {}

    /**
     * The name of a directory.
     *
     * @param index of the partition column
     */
    record OfDirectory(int index) implements Origin {}

    /**
     * What is known of the file.
     *
     * @param fields those of the struct that are read
     */
    record OfFile(StructType fields) implements Origin {}

    /** The bytes of a malformed record. */
    record OfMalformed() implements Origin {}
  }

  /**
   * Finds the origin of each column.
   *
   * @param wanted columns of the table, or of its metadata
   */
  static ReadColumns of(StructType wanted, ReadSource source) {
    boolean decodesAll =
        source.mode() == MalformedMode.DROPMALFORMED
            || source.corruptColumn().filter(List.of(wanted.fieldNames())::contains).isPresent();
    StructType records =
        decodesAll ? source.files().columns() : some(source.files().columns(), wanted);
    List<String> names = List.of(records.fieldNames());
    List<String> directories = List.of(source.partitions().fields().fieldNames());
    List<Origin> origins = new ArrayList<>();
    for (StructField field : wanted.fields()) {
      origins.add(origin(field, names, directories));
    }
    return new ReadColumns(wanted, records, origins);
  }

  /** Returns whether rows are records as they are read. */
  boolean areRecords() {
    return wanted.length() == records.length()
        && origins.stream().allMatch(origin -> origin instanceof Origin.OfRecord)
        && List.of(wanted.fieldNames()).equals(List.of(records.fieldNames()));
  }

  private static Origin origin(StructField field, List<String> records, List<String> directories) {
    if (records.contains(field.name())) {
      return new Origin.OfRecord(records.indexOf(field.name()));
    }
    if (directories.contains(field.name())) {
      return new Origin.OfDirectory(directories.indexOf(field.name()));
    }
    return field.name().equals(MetadataField.NAME)
        ? new Origin.OfFile((StructType) field.dataType())
        : new Origin.OfMalformed();
  }

  /** Returns the columns that are wanted, in the order in which they are wanted. */
  private static StructType some(StructType own, StructType wanted) {
    StructType some = new StructType();
    for (StructField field : wanted.fields()) {
      int at = List.of(own.fieldNames()).indexOf(field.name());
      some = at < 0 ? some : some.add(own.fields()[at]);
    }
    return some;
  }
}
