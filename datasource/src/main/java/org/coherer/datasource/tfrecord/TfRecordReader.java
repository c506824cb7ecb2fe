package org.coherer.datasource.tfrecord;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.format.MalformedRecordException;
import org.coherer.datasource.format.RecordReader;

/** Reads the records of a file as rows. Where no column is wanted, messages are not looked at. */
final class TfRecordReader implements RecordReader {
  private final FrameReader frames;
  private final RecordKind kind;
  private final StructField[] columns;
  private final ColumnDecoder[] decoders;
  private final ExampleReader examples;
  private final Object[] values;
  private final InternalRow row;

  TfRecordReader(FrameReader frames, RecordKind kind, StructType wanted) {
    this.frames = frames;
    this.kind = kind;
    columns = wanted.fields();
    decoders = new ColumnDecoder[columns.length];
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < columns.length; i++) {
      decoders[i] = ColumnDecoder.of(columns[i]);
      places.put(columns[i].name(), i);
    }
    examples = new ExampleReader(kind == RecordKind.SEQUENCE_EXAMPLE, places::containsKey);
    values = new Object[columns.length];
    row = new GenericInternalRow(values);
  }

  @Override
  public boolean next() throws IOException {
    byte[] record = nextRecord();
    if (record == null) {
      return false;
    }
    if (columns.length == 0) {
      return true;
    }
    if (kind == RecordKind.BYTE_ARRAY) {
      values[0] = record;
      return true;
    }
    try {
      decode(examples.read(record));
      return true;
    } catch (RecordException e) {
      throw new MalformedRecordException(frames.malformed(e.getMessage(), e).getMessage(), record);
    } catch (OutOfMemoryError e) {
      throw frames.malformed(Content.tooLarge("in memory", record.length), e);
    }
  }

  /** The current record. Reused by the next call of next(). */
  @Override
  public InternalRow row() {
    return row;
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }

  private byte[] nextRecord() throws IOException {
    try {
      return frames.next();
    } catch (IOException e) {
      if (frames.damaged() != null) {
        throw new MalformedRecordException(e.getMessage(), frames.damaged());
      }
      throw e;
    }
  }

  private void decode(Example example) throws RecordException {
    for (int i = 0; i < columns.length; i++) {
      String name = columns[i].name();
      Feature feature = example.features().get(name);
      List<Feature> list = example.lists().get(name);
      if (feature != null && list != null) {
        throw new RecordException(
            "has '%s' as a feature and as a feature list (must be one of them)".formatted(name));
      }
      values[i] = list == null ? decoders[i].feature(feature) : decoders[i].list(list);
    }
  }
}
