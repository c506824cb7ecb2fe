package org.coherer.datasource.tfrecord;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.codec.KeptOpen;
import org.coherer.datasource.format.RecordWriter;
import org.coherer.datasource.format.RecordWriterFactory;

/**
 * Opens writers of TFRecord files.
 *
 * @param columns of the rows
 * @param kind what a record is
 * @param compression of the files
 */
record TfRecordWriterFactory(StructType columns, RecordKind kind, RecordCompression compression)
    implements RecordWriterFactory {

  @Override
  public String suffix() {
    return ".tfrecord" + compression.suffix();
  }

  @Override
  public RecordWriter open(OutputStream out) throws IOException {
    FrameWriter frames = new FrameWriter(compression.deflating(new KeptOpen(out)));
    RecordEncoder encoder = new RecordEncoder(columns, kind);
    return new RecordWriter() {
      @Override
      public void write(InternalRow row) throws IOException {
        frames.write(encoder.record(row));
      }

      @Override
      public void close() throws IOException {
        frames.close();
      }
    };
  }
}
