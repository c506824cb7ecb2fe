package org.coherer.datasource.safetensors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.coherer.datasource.codec.Content;

/** Reads and checks the header of a safetensors file, against the length of the file as well. */
final class HeaderReader {
  /** The longest header that the format allows. */
  static final int MAX_HEADER_BYTES = 100_000_000;

  private final Content content;
  private final long fileBytes;
  private final int maxHeaderBytes;

  private HeaderReader(Content content, long fileBytes, int maxHeaderBytes) {
    this.content = content;
    this.fileBytes = fileBytes;
    this.maxHeaderBytes = maxHeaderBytes;
  }

  /**
   * Returns the header.
   *
   * @param content at the start of the file
   * @param fileBytes the length of the file
   * @param maxHeaderBytes the longest header that is read
   * @throws IOException if the file is damaged, or has a longer header
   */
  static SafetensorsHeader read(Content content, long fileBytes, int maxHeaderBytes)
      throws IOException {
    return new HeaderReader(content, fileBytes, maxHeaderBytes).read();
  }

  private SafetensorsHeader read() throws IOException {
    long length = content.littleEndian(Long.BYTES, "the length of the header").getLong();
    if (length < 0 || length > maxHeaderBytes) {
      throw content.broken(
          0,
          "the header has %s bytes (must be at most %d, the option maxHeaderBytes)"
              .formatted(Long.toUnsignedString(length), maxHeaderBytes));
    }
    HeaderJson json = new HeaderJson(content, content.exactly((int) length, "the header"));
    json.read();
    List<TensorEntry> tensors = new ArrayList<>(json.tensors());
    tensors.sort(Comparator.comparingLong(TensorEntry::begin).thenComparing(TensorEntry::end));
    checkPlaces(tensors, content.offset());
    return new SafetensorsHeader(json.metadata(), tensors, content.offset());
  }

  private void checkPlaces(List<TensorEntry> tensors, long dataStart) throws IOException {
    long end = 0;
    for (TensorEntry tensor : tensors) {
      if (tensor.begin() != end) {
        throw content.broken(
            dataStart + Math.min(end, tensor.begin()),
            "tensor '%s' begins at byte %d of the data, %s the tensor before it, which ends at %d (must begin there)"
                .formatted(
                    tensor.name(),
                    tensor.begin(),
                    tensor.begin() < end ? "within" : "behind",
                    end));
      }
      end = tensor.end();
    }
    long there = fileBytes - dataStart;
    if (end != there) {
      throw content.broken(
          Math.min(fileBytes, dataStart + end),
          "the tensors have %d bytes, but %d follow the header (must be as many)"
              .formatted(end, there));
    }
  }
}
