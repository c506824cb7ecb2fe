package org.coherer.datasource.safetensors;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordReader;

/** Reads neighbouring tensors. Does not open the file where their values are not wanted. */
final class TensorReader implements RecordReader {
  private final SafetensorsFile file;
  private final ReadTask task;
  private final List<String> columns;
  private final Object[] values;
  private final InternalRow row;
  private final ArrayBasedMapData metadata;
  private Content content;
  private long next;

  TensorReader(SafetensorsFile file, ReadTask task) {
    this.file = file;
    this.task = task;
    columns = List.of(task.columns().fieldNames());
    values = new Object[columns.size()];
    row = new GenericInternalRow(values);
    metadata = new ArrayBasedMapData(texts(file, true), texts(file, false));
    next = task.span().first();
  }

  @Override
  public boolean next() throws IOException {
    if (next == task.span().end()) {
      return false;
    }
    TensorEntry tensor = file.header().tensors().get((int) next);
    for (int i = 0; i < values.length; i++) {
      values[i] = value(columns.get(i), tensor);
    }
    next++;
    return true;
  }

  /** The current tensor. Reused by the next call of next(). */
  @Override
  public InternalRow row() {
    return row;
  }

  @Override
  public void close() throws IOException {
    if (content != null) {
      content.close();
    }
  }

  private Object value(String column, TensorEntry tensor) throws IOException {
    return switch (column) {
      case TensorColumns.NAME -> UTF8String.fromString(tensor.name());
      case TensorColumns.DTYPE -> UTF8String.fromString(tensor.type().name());
      case TensorColumns.SHAPE ->
          UnsafeArrayData.fromPrimitiveArray(
              tensor.shape().stream().mapToLong(Long::longValue).toArray());
      case TensorColumns.METADATA -> metadata;
      default -> elements(tensor);
    };
  }

  private Object elements(TensorEntry tensor) throws IOException {
    long start = file.header().dataStart() + tensor.begin();
    if (content == null) {
      content = SafetensorsFile.open(file.found(), start, task.hadoop());
    }
    if (tensor.bytes() > file.maxTensorBytes()) {
      throw content.broken(
          start,
          "tensor '%s' has %d bytes (must be at most %d, the option maxTensorBytes)"
              .formatted(tensor.name(), tensor.bytes(), file.maxTensorBytes()));
    }
    byte[] bytes = content.exactly((int) tensor.bytes(), "tensor '%s'".formatted(tensor.name()));
    if (!file.areFloats()) {
      return bytes;
    }
    if (!TensorFloats.supports(tensor.type())) {
      throw content.broken(
          start,
          "tensor '%s' of %s has no floats (set the option values to binary)"
              .formatted(tensor.name(), tensor.type()));
    }
    try {
      return UnsafeArrayData.fromPrimitiveArray(TensorFloats.of(tensor.type(), bytes));
    } catch (OutOfMemoryError e) {
      throw content.broken(start, Content.tooLarge(tensor.name(), tensor.bytes()), e);
    }
  }

  private static GenericArrayData texts(SafetensorsFile file, boolean areKeys) {
    return new GenericArrayData(
        file.header().metadata().entrySet().stream()
            .map(entry -> areKeys ? entry.getKey() : entry.getValue())
            .map(UTF8String::fromString)
            .toArray());
  }
}
