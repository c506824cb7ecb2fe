package org.coherer.datasource.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.format.MalformedRecordException;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordReader;

/** Reads the rows of several parts of files, one behind the other, each opened when it is due. */
final class RowReader implements Closeable {
  private final Iterator<ReadPart> parts;
  private final ReadColumns columns;
  private final HadoopSettings hadoop;
  private final MalformedMode mode;
  private final RowAssembly assembly;
  private RecordReader reader;
  private InternalRow row;
  private long records;
  private long malformed;

  RowReader(List<ReadPart> parts, ReadColumns columns, HadoopSettings hadoop, MalformedMode mode) {
    this.parts = parts.iterator();
    this.columns = columns;
    this.hadoop = hadoop;
    this.mode = mode;
    assembly = new RowAssembly(columns);
  }

  boolean next() throws IOException {
    while (reader != null || parts.hasNext()) {
      if (reader == null) {
        open(parts.next());
      }
      if (nextOfPart()) {
        return true;
      }
      close();
    }
    return false;
  }

  /** Returns the current row. Reused by the next call of next(). */
  InternalRow row() {
    return row;
  }

  long records() {
    return records;
  }

  long malformed() {
    return malformed;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      RecordReader closed = reader;
      reader = null;
      closed.close();
    }
  }

  private void open(ReadPart part) throws IOException {
    assembly.start(part);
    reader = part.file().open(new ReadTask(columns.records(), part.span(), hadoop));
  }

  private boolean nextOfPart() throws IOException {
    while (true) {
      try {
        if (!reader.next()) {
          return false;
        }
        records++;
        row = assembly.row(reader.row());
        return true;
      } catch (MalformedRecordException e) {
        records++;
        malformed++;
        if (mode == MalformedMode.FAILFAST) {
          throw e;
        }
        row = assembly.malformed(e.content());
        if (mode == MalformedMode.PERMISSIVE) {
          return true;
        }
      }
    }
  }
}
