package org.coherer.datasource.read;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.read.ReadColumns.Origin;

/** Makes rows of records and of what is known of their files. */
final class RowAssembly {
  private final Origin[] origins;
  private final DataType[] types;
  private final boolean areRecords;
  private final Object[] values;
  private final InternalRow row;
  private ReadPart part;
  private long record;

  RowAssembly(ReadColumns columns) {
    origins = columns.origins().toArray(Origin[]::new);
    types = new DataType[origins.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = columns.wanted().fields()[i].dataType();
    }
    areRecords = columns.areRecords();
    values = new Object[origins.length];
    row = new GenericInternalRow(values);
  }

  /** Goes to the first record of a part. */
  void start(ReadPart next) {
    part = next;
    record = next.firstRecord();
    for (int i = 0; i < origins.length; i++) {
      if (origins[i] instanceof Origin.OfDirectory directory) {
        values[i] = part.partitionValues().get(directory.index());
      } else if (origins[i] instanceof Origin.OfFile metadata) {
        values[i] = metadata(metadata.fields());
      }
    }
  }

  /** Returns the row of the next record. Reused by the next call. */
  InternalRow row(InternalRow source) {
    InternalRow made = areRecords ? source : filled(source, null);
    advance();
    return made;
  }

  /** Returns the row of the next record, which is malformed. Reused by the next call. */
  InternalRow malformed(byte[] content) {
    InternalRow made = filled(null, content);
    advance();
    return made;
  }

  private InternalRow filled(InternalRow source, byte[] content) {
    for (int i = 0; i < origins.length; i++) {
      if (origins[i] instanceof Origin.OfRecord column) {
        boolean isNull = source == null || source.isNullAt(column.index());
        values[i] = isNull ? null : source.get(column.index(), types[i]);
      } else if (origins[i] instanceof Origin.OfFile metadata) {
        setIndex((InternalRow) values[i], metadata.fields());
      } else if (origins[i] instanceof Origin.OfMalformed) {
        values[i] = content;
      }
    }
    return row;
  }

  /** Returns what all rows of the part have. */
  private InternalRow metadata(StructType fields) {
    Object[] struct = new Object[fields.length()];
    for (int i = 0; i < struct.length; i++) {
      struct[i] = MetadataField.valueOf(fields.fields()[i].name(), part.file().found());
    }
    return new GenericInternalRow(struct);
  }

  private void setIndex(InternalRow metadata, StructType fields) {
    for (int i = 0; record >= 0 && i < fields.length(); i++) {
      if (fields.fields()[i].name().equals(MetadataField.RECORD_INDEX)) {
        metadata.setLong(i, record);
      }
    }
  }

  private void advance() {
    if (record >= 0) {
      record++;
    }
  }
}
