package org.coherer.datasource.tfrecord;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.format.FormatFiles;
import org.coherer.datasource.format.FormatInput;
import org.coherer.datasource.format.RecordWriterFactory;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/** Finds the columns of TFRecord files: those of a schema, or those that some records suggest. */
final class TfRecordFormat implements FileFormat {
  /** The column of records that are any bytes. */
  static final String VALUE = "value";

  @Override
  public String name() {
    return "tfrecord";
  }

  @Override
  public List<OptionSpec<?>> readOptions() {
    return TfRecordOptions.OF_READING;
  }

  @Override
  public boolean hasMalformedRecords() {
    return true;
  }

  @Override
  public FormatFiles open(FormatInput input) throws IOException {
    TfRecordOptions options = TfRecordOptions.of(input.options());
    List<TfRecordFile> files =
        input.files().stream()
            .map(found -> new TfRecordFile(found, options.kind(), options.maxRecordBytes()))
            .toList();
    if (options.kind() == RecordKind.BYTE_ARRAY) {
      return new FormatFiles(new StructType().add(VALUE, DataTypes.BinaryType, false), files);
    }
    if (input.given().isPresent()) {
      return new FormatFiles(nullable(input.given().get()), files);
    }
    return new FormatFiles(inferred(files, options, input.hadoop()), files);
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public List<OptionSpec<?>> writeOptions() {
    return TfRecordOptions.OF_WRITING;
  }

  @Override
  public Optional<RecordWriterFactory> writer(StructType columns, Options options) {
    RecordKind kind = TfRecordOptions.kind(options);
    RecordEncoder.check(columns, kind);
    return Optional.of(
        new TfRecordWriterFactory(columns, kind, TfRecordOptions.compression(options)));
  }

  private static StructType nullable(StructType given) {
    StructType columns = new StructType();
    for (StructField field : given.fields()) {
      ColumnDecoder.of(field); // says which types there are
      columns = columns.add(field.name(), field.dataType(), true);
    }
    return columns;
  }

  private static StructType inferred(
      List<TfRecordFile> files, TfRecordOptions options, HadoopSettings hadoop) throws IOException {
    Inference inference = new Inference(options.strings());
    ExampleReader reader =
        new ExampleReader(options.kind() == RecordKind.SEQUENCE_EXAMPLE, name -> true);
    long left = options.inferRecords();
    for (TfRecordFile file : files) {
      if (left == 0) {
        break; // opening costs, of files in an object store more than reading
      }
      try (FrameReader frames = file.frames(hadoop)) {
        while (left > 0 && add(frames, reader, inference)) {
          left--;
        }
      }
    }
    StructType columns = new StructType();
    for (Inference.Column column : inference.columns()) {
      columns = columns.add(column.name(), type(column), true);
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot infer columns of %d TFRecord files in which no record has a feature (give a schema, or set recordType)"
              .formatted(files.size()));
    }
    return columns;
  }

  /** Adds the next record. One that makes no sense is passed over here: the mode is of tasks. */
  private static boolean add(FrameReader frames, ExampleReader reader, Inference inference)
      throws IOException {
    Example example;
    try {
      byte[] record = frames.next();
      if (record == null) {
        return false;
      }
      example = reader.read(record);
    } catch (RecordException e) {
      return true;
    } catch (IOException e) {
      if (frames.damaged() != null) {
        return true;
      }
      throw e;
    }
    try {
      inference.add(example);
      return true;
    } catch (RecordException e) {
      throw frames.malformed(e.getMessage(), e);
    }
  }

  private static DataType type(Inference.Column column) {
    DataType type =
        switch (column.element()) {
          case LONG -> DataTypes.LongType;
          case FLOAT -> DataTypes.FloatType;
          case DOUBLE -> DataTypes.DoubleType;
          case BINARY -> DataTypes.BinaryType;
          case STRING -> DataTypes.StringType;
        };
    for (int i = 0; i < column.depth(); i++) {
      type = new ArrayType(type, i > 0);
    }
    return type;
  }
}
