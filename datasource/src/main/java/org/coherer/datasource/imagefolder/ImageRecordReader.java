package org.coherer.datasource.imagefolder;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.file.Compression;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.StoredFile;
import org.coherer.datasource.format.MalformedRecordException;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordReader;
import org.coherer.datasource.image.BadImageException;

/** Reads the one record of an image, if its column is wanted; else the file is not opened. */
final class ImageRecordReader implements RecordReader {
  private final ImageFile file;
  private final ReadTask task;
  private InternalRow row;
  private boolean isRead;

  ImageRecordReader(ImageFile file, ReadTask task) {
    this.file = file;
    this.task = task;
  }

  @Override
  public boolean next() throws IOException {
    if (isRead) {
      return false;
    }
    isRead = true;
    row = new GenericInternalRow(task.columns().isEmpty() ? new Object[0] : new Object[] {value()});
    return true;
  }

  @Override
  public InternalRow row() {
    return row;
  }

  /** The file is open only while it is read. */
  @Override
  public void close() {
    row = null;
  }

  private Object value() throws IOException {
    FoundFile found = file.found();
    ImageReading reading = file.reading();
    if (found.length() > reading.maxFileBytes()) {
      throw malformed(
          "it has %d bytes (must have at most %d: raise maxFileBytes)"
              .formatted(found.length(), reading.maxFileBytes()),
          new byte[0]);
    }
    byte[] data = read(found);
    try {
      return reading
          .output()
          .value(reading.decoder().decode(data), reading.framing(), found.path());
    } catch (BadImageException e) {
      MalformedRecordException malformed = malformed(e.getMessage(), data);
      malformed.initCause(e);
      throw malformed;
    } catch (IOException e) {
      throw new IOException(
          "Cannot read image '%s': %s".formatted(found.path(), e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      throw new IOException(
          "Cannot read image '%s': its pixels are too many for a JVM of %d bytes (raise its memory, or set maxPixels)"
              .formatted(found.path(), Runtime.getRuntime().maxMemory()),
          e);
    }
  }

  private byte[] read(FoundFile found) throws IOException {
    StoredFile stored = new StoredFile(found, Compression.NONE);
    String name = "image '%s'".formatted(found.path());
    try (Content content = new Content(name, false, stored.open(0, task.hadoop()), 0)) {
      return content.upTo((int) found.length(), "the file");
    }
  }

  private MalformedRecordException malformed(String problem, byte[] data) {
    return new MalformedRecordException(
        "Cannot read image '%s': %s".formatted(file.found().path(), problem), data);
  }
}
