package org.coherer.datasource.webdataset;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.coherer.datasource.codec.Content;

/** Parses an extended header of pax: records {@code LENGTH KEY=VALUE\n}. */
final class PaxRecords {
  private static final int MAX_DIGITS = 18;

  private final Content content;
  private final byte[] bytes;
  private final long start;
  private int position;
  private Optional<String> path = Optional.empty();
  private Optional<Long> size = Optional.empty();

  /**
   * Parses a header.
   *
   * @param content for errors
   * @param bytes of the header
   * @param start the byte of the content at which they are
   * @throws IOException if it is damaged
   */
  PaxRecords(Content content, byte[] bytes, long start) throws IOException {
    this.content = content;
    this.bytes = bytes;
    this.start = start;
    while (position < bytes.length) {
      readRecord();
    }
  }

  Optional<String> path() {
    return path;
  }

  Optional<Long> size() {
    return size;
  }

  private void readRecord() throws IOException {
    int begin = position;
    long length = number(' ');
    int end = (int) Math.min(Integer.MAX_VALUE, begin + length);
    if (end > bytes.length || end <= position || bytes[end - 1] != '\n') {
      throw broken("a record of %d bytes does not end with a line feed".formatted(length));
    }
    int key = position;
    while (position < end && bytes[position] != '=') {
      position++;
    }
    if (position == end) {
      throw broken("a record has no '='");
    }
    try {
      String name = TarHeader.text(bytes, key, position - key);
      position++;
      if (name.equals("path")) {
        path = Optional.of(TarHeader.text(bytes, position, end - 1 - position));
      } else if (name.equals("size")) {
        size = Optional.of(number('\n'));
      } else if (name.startsWith("GNU.sparse")) {
        throw broken("a sparse file (must be a plain one)");
      }
    } catch (CharacterCodingException e) {
      throw content.broken(start + position, "a record is not UTF-8", e);
    }
    position = end;
  }

  private long number(char end) throws IOException {
    long value = 0;
    for (int digits = 0; position < bytes.length && digits <= MAX_DIGITS; digits++) {
      char next = (char) bytes[position++];
      if (next == end && digits > 0) {
        return value;
      }
      if (next < '0' || next > '9') {
        break;
      }
      value = 10 * value + (next - '0');
    }
    throw broken("a number of 1 to %d digits must be here".formatted(MAX_DIGITS));
  }

  private IOException broken(String problem) {
    return content.broken(start + position, "an extended header is broken: " + problem);
  }
}
