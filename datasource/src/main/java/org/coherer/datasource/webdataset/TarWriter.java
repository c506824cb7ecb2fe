package org.coherer.datasource.webdataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a tar archive of plain files: ustar, with extended headers of pax for long names. */
final class TarWriter {
  private static final String MODE = "0000644\0";
  private static final int OCTAL_DIGITS = 11;
  private static final int END_BLOCKS = 2;

  private final OutputStream out;

  /**
   * Starts an archive.
   *
   * @param out takes it; the caller closes it
   */
  TarWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a file. */
  void add(String name, byte[] data) throws IOException {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    if (text.length > TarHeader.NAME_BYTES || text.length != name.length()) {
      byte[] record = paxRecord(text);
      writeHeader("PaxHeader".getBytes(StandardCharsets.US_ASCII), record.length, 'x');
      writePadded(record);
    }
    writeHeader(text, data.length, '0');
    writePadded(data);
  }

  /** Writes the end. */
  void finish() throws IOException {
    out.write(new byte[END_BLOCKS * TarHeader.BLOCK_BYTES]);
  }

  private void writeHeader(byte[] name, int size, char type) throws IOException {
    byte[] block = new byte[TarHeader.BLOCK_BYTES];
    System.arraycopy(name, 0, block, 0, Math.min(name.length, TarHeader.NAME_BYTES));
    put(block, TarHeader.MODE, MODE + "0000000\0" + "0000000\0");
    put(block, TarHeader.SIZE, octal(size, OCTAL_DIGITS) + "\0" + octal(0, OCTAL_DIGITS) + "\0");
    block[TarHeader.TYPE] = (byte) type;
    put(block, TarHeader.MAGIC, "ustar\00000");
    put(block, TarHeader.CHECKSUM, octal(TarHeader.checksum(block), 6) + "\0 ");
    out.write(block);
  }

  private void writePadded(byte[] data) throws IOException {
    out.write(data);
    out.write(new byte[-data.length & (TarHeader.BLOCK_BYTES - 1)]);
  }

  /** Returns the record, whose length counts its own digits. */
  private static byte[] paxRecord(byte[] name) {
    int length = " path=\n".length() + name.length;
    int digits = Integer.toString(length).length();
    digits = Integer.toString(length + digits).length();
    String before = (length + digits) + " path=";
    byte[] record = new byte[length + digits];
    put(record, 0, before);
    System.arraycopy(name, 0, record, before.length(), name.length);
    record[record.length - 1] = '\n';
    return record;
  }

  private static String octal(int value, int digits) {
    return ("%0" + digits + "o").formatted(value);
  }

  private static void put(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }
}
