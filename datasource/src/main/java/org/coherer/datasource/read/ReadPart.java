package org.coherer.datasource.read;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.coherer.datasource.format.Extent;
import org.coherer.datasource.format.RecordFile;
import org.coherer.datasource.format.Span;

/**
 * A part of a file that a task reads.
 *
 * @param file which
 * @param span the part
 * @param unit what the span counts
 * @param bytes what is read of the file
 * @param partitionValues those of the partition columns, as Spark has them inside
 */
record ReadPart(
    RecordFile file, Span span, Extent.Unit unit, long bytes, List<Object> partitionValues)
    implements Serializable {

  static ReadPart of(RecordFile file, Span span, Extent extent, Object[] partitionValues) {
    return new ReadPart(
        file,
        span,
        extent.unit(),
        span.length() * extent.bytesPerUnit(),
        Arrays.asList(partitionValues));
  }

  /** Returns the number of the first record in the file, or -1 if nobody knows it. */
  long firstRecord() {
    boolean isKnown = unit != Extent.Unit.BYTE || span.first() == 0;
    return isKnown ? span.first() : -1;
  }
}
