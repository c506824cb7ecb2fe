package org.coherer.datasource.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.format.RecordWriter;

/** Writes a tensor for each row. The file is written when all are known. */
final class TensorRowWriter implements RecordWriter {
  private final StructType columns;
  private final SafetensorsWriter tensors;
  private boolean isBroken;

  TensorRowWriter(StructType columns, SafetensorsWriter tensors) {
    this.columns = columns;
    this.tensors = tensors;
  }

  @Override
  public void write(InternalRow row) throws IOException {
    isBroken = true;
    String name = text(row, TensorColumns.NAME);
    TensorType type =
        has(TensorColumns.DTYPE) ? type(name, text(row, TensorColumns.DTYPE)) : TensorType.F32;
    tensors.add(name, type, shape(row), bytes(row, name, type));
    if (has(TensorColumns.METADATA) && !row.isNullAt(at(TensorColumns.METADATA))) {
      MapData metadata = row.getMap(at(TensorColumns.METADATA));
      for (int i = 0; i < metadata.numElements(); i++) {
        tensors.putMetadata(
            metadata.keyArray().getUTF8String(i).toString(),
            metadata.valueArray().getUTF8String(i).toString());
      }
    }
    isBroken = false;
  }

  @Override
  public void close() throws IOException {
    try (tensors) {
      if (!isBroken) {
        tensors.finish();
      }
    }
  }

  private List<Long> shape(InternalRow row) throws IOException {
    ArrayData shape = row.getArray(required(row, TensorColumns.SHAPE));
    DataType element = ((ArrayType) columns.apply(TensorColumns.SHAPE).dataType()).elementType();
    boolean areLongs = element instanceof LongType;
    return IntStream.range(0, shape.numElements())
        .mapToObj(i -> areLongs ? shape.getLong(i) : (long) shape.getInt(i))
        .toList();
  }

  private byte[] bytes(InternalRow row, String name, TensorType type) throws IOException {
    int at = required(row, TensorColumns.VALUES);
    if (columns.fields()[at].dataType() instanceof BinaryType) {
      return row.getBinary(at);
    }
    if (type != TensorType.F32) {
      throw new IOException(
          "Cannot write tensor '%s' of dtype %s from floats (must be F32, or values must be binary)"
              .formatted(name, type));
    }
    ArrayData floats = row.getArray(at);
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(floats.numElements(), Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < floats.numElements(); i++) {
      if (floats.isNullAt(i)) {
        throw new IOException(
            "Cannot write null, which is element %d of tensor '%s' (must be a number)"
                .formatted(i, name));
      }
      bytes.putFloat(floats.getFloat(i));
    }
    return bytes.array();
  }

  private static TensorType type(String name, String dtype) throws IOException {
    return TensorType.of(dtype)
        .orElseThrow(
            () ->
                new IOException(
                    "Cannot write tensor '%s' of dtype '%s' (must be %s)"
                        .formatted(name, dtype, TensorType.NAMES)));
  }

  private String text(InternalRow row, String column) throws IOException {
    return row.getUTF8String(required(row, column)).toString();
  }

  private int required(InternalRow row, String column) throws IOException {
    if (row.isNullAt(at(column))) {
      throw new IOException("Cannot write a tensor whose %s is null".formatted(column));
    }
    return at(column);
  }

  private boolean has(String column) {
    return Arrays.asList(columns.fieldNames()).contains(column);
  }

  private int at(String column) {
    return columns.fieldIndex(column);
  }
}
