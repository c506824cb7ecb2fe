package org.coherer.datasource.write;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.coherer.datasource.partition.PartitionPath;
import org.coherer.datasource.write.WriteTarget.RowLayout;

/** Splits a row into what is written and what becomes a directory. */
final class RowSplitter {
  private final StructField[] fields;
  private final List<Integer> directories = new ArrayList<>();
  private final List<Integer> records = new ArrayList<>();
  private final Object[] values;
  private final InternalRow record;

  RowSplitter(RowLayout layout) {
    fields = layout.fields().fields();
    List<String> names = List.of(layout.fields().fieldNames());
    layout.directories().forEach(name -> directories.add(names.indexOf(name)));
    for (int i = 0; i < fields.length; i++) {
      if (!directories.contains(i)) {
        records.add(i);
      }
    }
    values = new Object[records.size()];
    record = new GenericInternalRow(values);
  }

  /** Returns the columns that are written. Reused by the next call. */
  InternalRow record(InternalRow row) {
    if (directories.isEmpty()) {
      return row;
    }
    for (int i = 0; i < values.length; i++) {
      int from = records.get(i);
      values[i] = row.isNullAt(from) ? null : row.get(from, fields[from].dataType());
    }
    return record;
  }

  /** Returns the directory of a row, relative to the table's; empty for that itself. */
  String directory(InternalRow row) {
    StringJoiner path = new StringJoiner(Path.SEPARATOR);
    for (int column : directories) {
      path.add(PartitionPath.segment(fields[column].name(), text(row, column)));
    }
    return path.toString();
  }

  private String text(InternalRow row, int column) {
    if (row.isNullAt(column)) {
      return null;
    }
    Object value = row.get(column, fields[column].dataType());
    return fields[column].dataType().equals(DataTypes.DateType)
        ? LocalDate.ofEpochDay((Integer) value).toString()
        : value.toString();
  }
}
