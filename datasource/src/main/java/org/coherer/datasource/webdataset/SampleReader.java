package org.coherer.datasource.webdataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads the records of a shard, as the Python library does: files without an extension, and those
 * whose name begins and ends with two underscores, belong to none; extensions are in lower case.
 */
final class SampleReader implements Closeable {
  /** The most files of one record. */
  static final int MAX_FILES = 1024;

  private static final String META = "__";

  private final TarReader tar;
  private final Predicate<String> wanted;
  private final int maxEntryBytes;
  private TarEntry ahead;

  /**
   * Reads a shard.
   *
   * @param tar at its start
   * @param wanted which extensions are read; data of others is skipped
   * @param maxEntryBytes the longest file that is read
   */
  SampleReader(TarReader tar, Predicate<String> wanted, int maxEntryBytes) {
    this.tar = tar;
    this.wanted = wanted;
    this.maxEntryBytes = maxEntryBytes;
  }

  /**
   * Returns the next record, or null behind the last. Files that are not wanted have no data in it.
   *
   * @throws IOException if the archive is damaged, or a record has a file twice or too many
   */
  Sample next() throws IOException {
    TarEntry first = ahead == null ? nextFile() : ahead;
    ahead = null;
    if (first == null) {
      return null;
    }
    String key = key(first.name());
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (TarEntry file = first; file != null; file = nextFile()) {
      if (!key(file.name()).equals(key)) {
        ahead = file;
        break;
      }
      add(file, files);
    }
    return new Sample(key, files);
  }

  /** Returns the error for the data of the record that was read last. */
  IOException broken(String problem) {
    return tar.broken(tar.offset(), problem);
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  private void add(TarEntry file, Map<String, byte[]> files) throws IOException {
    long start = tar.offset();
    String extension = file.name().substring(dot(file.name()) + 1).toLowerCase(Locale.ROOT);
    if (extension.equals(SampleColumns.KEY)) {
      throw tar.broken(
          start,
          "file '%s' has the extension '%s' (must be another, since the name of a record is in the column '%s')"
              .formatted(file.name(), SampleColumns.KEY, SampleColumns.KEY));
    }
    if (files.containsKey(extension)) {
      throw tar.broken(
          start,
          "file '%s' is the second '%s' of its record (must be one)"
              .formatted(file.name(), extension));
    }
    if (files.size() == MAX_FILES) {
      throw tar.broken(
          start, "file '%s' makes more than %d of its record".formatted(file.name(), MAX_FILES));
    }
    files.put(extension, wanted.test(extension) ? tar.data(maxEntryBytes) : null);
  }

  private TarEntry nextFile() throws IOException {
    TarEntry file = tar.next();
    while (file != null && !isPart(file.name())) {
      file = tar.next();
    }
    return file;
  }

  private static boolean isPart(String name) {
    boolean isMeta = name.startsWith(META) && name.endsWith(META) && name.indexOf('/') < 0;
    int dot = dot(name);
    return !isMeta && dot > name.lastIndexOf('/') + 1;
  }

  private static String key(String name) {
    return name.substring(0, dot(name));
  }

  /** Returns the place of the first dot of the base name, -1 if it has none. */
  private static int dot(String name) {
    return name.indexOf('.', name.lastIndexOf('/') + 1);
  }
}
