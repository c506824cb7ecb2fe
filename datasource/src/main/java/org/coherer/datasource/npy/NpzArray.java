package org.coherer.datasource.npy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.codec.FileOpener;

/** Opens one array of an archive; its checksum is checked where it is read to its end. */
final class NpzArray {
  private NpzArray() {}

  /**
   * Returns the array's content.
   *
   * @param name the format and the file, for messages
   * @param entry the array
   * @param file opens the archive
   * @throws IOException if the archive is damaged there
   */
  static Content open(String name, NpzEntry entry, FileOpener file) throws IOException {
    InputStream in = file.open(entry.start());
    try {
      ZipInputStream zip = new ZipInputStream(in);
      ZipEntry found = zip.getNextEntry();
      if (found == null || !found.getName().equals(entry.name() + ".npy")) {
        throw new IOException("no file '%s.npy' is there".formatted(entry.name()));
      }
      return new Content(
          name + " of array '" + entry.name() + "'", true, new BufferedInputStream(zip), 0);
    } catch (IOException | RuntimeException e) { // RuntimeException: of a name that is not UTF-8
      in.close();
      Content place = new Content(name, false, InputStream.nullInputStream(), entry.start());
      throw place.broken(entry.start(), "the archive is broken: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the header of an array, and checks that the archive has as many bytes as it needs.
   *
   * @throws IOException if it is damaged, or not as long
   */
  static NpyHeader header(Content content, NpzEntry entry) throws IOException {
    NpyHeader header = NpyHeaderReader.read(content);
    NpyFile.checkLength(content, header, entry.bytes());
    return header;
  }
}
