package org.coherer.training.embedding.file;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What the manifest says of a slice. Its header has the checksums of its other files, so that the
 * header's says which files they are.
 *
 * @param table the number of the table
 * @param server the server that wrote it
 * @param rows how many rows it has
 * @param headerCrc the CRC-32C of the header
 */
public record SliceSummary(int table, int server, long rows, int headerCrc) {

  /** Checks the numbers. */
  public SliceSummary {
    if (table < 0 || server < 0 || rows < 0) {
      throw new IllegalArgumentException(
          "Invalid slice of %d rows, of table %d and server %d (none may be negative)"
              .formatted(rows, table, server));
    }
  }

  /** Returns it as bytes, for who writes the manifest. */
  public byte[] encode() {
    return HeaderFields.bytes(this::write);
  }

  /**
   * Returns the summary that the bytes hold.
   *
   * @throws IOException if they hold none
   */
  public static SliceSummary decode(byte[] bytes) throws IOException {
    try {
      return HeaderFields.parse(bytes, SliceSummary::read);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(table);
    out.writeInt(server);
    out.writeLong(rows);
    out.writeInt(headerCrc);
  }

  static SliceSummary read(DataInputStream in) throws IOException {
    return new SliceSummary(in.readInt(), in.readInt(), in.readLong(), in.readInt());
  }
}
