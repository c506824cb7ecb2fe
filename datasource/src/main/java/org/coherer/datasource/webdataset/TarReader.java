package org.coherer.datasource.webdataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.coherer.datasource.codec.Content;

/**
 * Reads the regular files of a tar archive, one after the other: ustar, names and sizes in extended
 * headers of pax, long names of GNU. Directories and links are skipped.
 *
 * <p>An archive ends with a block of zeros; one that does not has been cut.
 */
final class TarReader implements Closeable {
  /** The longest extended header or long name. */
  static final int MAX_EXTENSION_BYTES = 1 << 20;

  private static final int BLOCK = TarHeader.BLOCK_BYTES;

  private final Content content;
  private TarEntry entry;
  private long unread;
  private boolean isAtEnd;
  private String longName;
  private long longSize;

  TarReader(Content content) {
    this.content = content;
  }

  /** Returns the byte at which the next header, or the data of the current file, starts. */
  long offset() {
    return content.offset();
  }

  /**
   * Returns the next regular file, or null behind the last.
   *
   * @throws IOException if the archive is damaged or cut
   */
  TarEntry next() throws IOException {
    longName = null;
    longSize = -1;
    while (true) {
      skipData();
      long start = content.offset();
      TarHeader header = isAtEnd ? null : header(start);
      if (header == null || header.isEnd()) {
        isAtEnd = true;
        return null;
      }
      if (isFile(header, start)) {
        return entry;
      }
    }
  }

  /** Looks at a header: the next file's, or one that says something of it, or is skipped. */
  private boolean isFile(TarHeader header, long start) throws IOException {
    long bytes = size(header, start);
    switch (header.type()) {
      case 'x' -> {
        PaxRecords records = new PaxRecords(content, extension(bytes, start), start + BLOCK);
        longName = records.path().orElse(longName);
        longSize = records.size().orElse(longSize);
      }
      case 'L' -> longName = name(extension(bytes, start), start);
      case 'K' -> unread = bytes; // the target of a link
      case '0', '\0', '7' -> {
        unread = longSize >= 0 ? longSize : bytes;
        entry = new TarEntry(longName == null ? name(header, start) : longName, unread);
        return true;
      }
      case '1', '2', '3', '4', '5', '6' -> { // links, devices and directories have no data
        longName = null;
        longSize = -1;
      }
      case 'S' -> throw content.broken(start, "a sparse file (must be a plain one)");
      default -> {
        unread = longSize >= 0 ? longSize : bytes;
        longName = null;
        longSize = -1;
      }
    }
    return false;
  }

  /**
   * Returns the data of the current file; only once.
   *
   * @param most the longest data that is read
   * @throws IOException if it is longer, or cut
   */
  byte[] data(int most) throws IOException {
    if (entry.bytes() > most) {
      throw content.broken(
          content.offset(),
          "file '%s' has %d bytes (must be at most %d, the option maxEntryBytes)"
              .formatted(entry.name(), entry.bytes(), most));
    }
    byte[] data = content.exactly((int) entry.bytes(), "file '%s'".formatted(entry.name()));
    skipPadding(entry.bytes());
    return data;
  }

  /** Returns the error for something in the archive. */
  IOException broken(long at, String problem) {
    return content.broken(at, problem);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private TarHeader header(long start) throws IOException {
    TarHeader header = new TarHeader(content.exactly(BLOCK, "a header, or the end of the archive"));
    if (header.isEnd() || header.isWhole()) {
      return header;
    }
    throw content.broken(start, "the checksum of a header is wrong (must be a tar archive)");
  }

  private long size(TarHeader header, long start) throws IOException {
    long size = header.size();
    if (size < 0 || size > Long.MAX_VALUE - BLOCK) {
      throw content.broken(start + TarHeader.SIZE, "the size of a file is no number");
    }
    return size;
  }

  private byte[] extension(long bytes, long start) throws IOException {
    if (bytes > MAX_EXTENSION_BYTES) {
      throw content.broken(
          start,
          "an extended header of %d bytes (must be at most %d)"
              .formatted(bytes, MAX_EXTENSION_BYTES));
    }
    byte[] data = content.exactly((int) bytes, "an extended header");
    skipPadding(bytes);
    return data;
  }

  private String name(TarHeader header, long start) throws IOException {
    try {
      return header.name();
    } catch (CharacterCodingException e) {
      throw content.broken(start, "the name of a file is not UTF-8", e);
    }
  }

  private String name(byte[] bytes, long start) throws IOException {
    try {
      return TarHeader.text(bytes, 0, bytes.length);
    } catch (CharacterCodingException e) {
      throw content.broken(start + BLOCK, "the name of a file is not UTF-8", e);
    }
  }

  private void skipData() throws IOException {
    long bytes = unread;
    if (bytes > 0) {
      content.skip(bytes, entry == null ? "what is skipped" : "file '%s'".formatted(entry.name()));
      skipPadding(bytes);
    }
    unread = 0;
  }

  private void skipPadding(long bytes) throws IOException {
    unread = 0;
    content.skip(-bytes & (BLOCK - 1), "the padding of a file");
  }
}
