package org.coherer.datasource.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.coherer.datasource.codec.KeptOpen;

/** Writes the archive of several arrays, deflated as {@code numpy.savez_compressed} does. */
final class NpzWriter implements AutoCloseable {
  /** The earliest time that an entry can have, so that equal arrays make equal files. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;

  /**
   * Starts an archive.
   *
   * @param out takes the archive; the caller closes it
   */
  NpzWriter(OutputStream out) {
    zip = new ZipOutputStream(new KeptOpen(out));
  }

  /** Writes an array, whose rows are complete. */
  void add(String name, NpyWriter array) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    array.finish(zip);
    zip.closeEntry();
  }

  /** Writes the directory. */
  @Override
  public void close() throws IOException {
    zip.close();
  }
}
