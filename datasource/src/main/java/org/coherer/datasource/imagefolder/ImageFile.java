package org.coherer.datasource.imagefolder;

import java.util.OptionalLong;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.format.Extent;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordFile;
import org.coherer.datasource.format.RecordReader;

/**
 * A file that is an image.
 *
 * @param found the file
 * @param reading how it is read; the same object for all
 */
record ImageFile(FoundFile found, ImageReading reading) implements RecordFile {
  @Override
  public Extent extent(StructType columns) {
    return columns.isEmpty()
        ? Extent.ofFile(0, OptionalLong.of(1), Long.BYTES)
        : Extent.ofFile(found.length(), OptionalLong.of(1), reading.memoryBytes(found.length()));
  }

  @Override
  public RecordReader open(ReadTask task) {
    return new ImageRecordReader(this, task);
  }
}
