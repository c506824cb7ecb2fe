package org.coherer.datasource.npy;

import java.io.IOException;
import org.coherer.datasource.codec.Content;

/** What a header says, against the length of what it is the header of. */
final class NpyFile {
  private NpyFile() {}

  /**
   * Checks the length.
   *
   * @param content for the error
   * @param header of the array
   * @param bytes the length of header and elements
   * @throws IOException if the elements are not as long as the header says
   */
  static void checkLength(Content content, NpyHeader header, long bytes) throws IOException {
    long there = bytes - header.dataStart();
    if (header.dataBytes() != there) {
      throw content.broken(
          header.dataStart(),
          "%d rows of %d bytes must be here, but there are %d bytes"
              .formatted(header.rows(), header.bytesPerRow(), there));
    }
  }
}
