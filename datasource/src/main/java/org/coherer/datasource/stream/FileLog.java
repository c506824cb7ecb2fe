package org.coherer.datasource.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.HadoopSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of each batch of a stream, in a directory of its checkpoint. Entries are numbered from
 * 0; each is one file, {@code files-N.json}, that is written under another name and renamed.
 *
 * <p>After so many entries, all that there are become one file, {@code compact-N.json}, which keeps
 * each by its number. What it holds is deleted after it is in its place, so that a query finds
 * every entry, whenever the one before has ended.
 */
public final class FileLog {
  private static final Logger LOG = LoggerFactory.getLogger(FileLog.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "path";
  private static final String LENGTH = "length";
  private static final String MODIFIED = "modifiedMillis";

  private final Path directory;
  private final int interval;
  private final HadoopSettings hadoop;

  /**
   * Makes one; reads nothing yet.
   *
   * @param directory where entries are
   * @param interval after how many entries all become one file, at least 1
   * @param hadoop the settings of its file system
   */
  public FileLog(String directory, int interval, HadoopSettings hadoop) {
    if (interval < 1) {
      throw new IllegalArgumentException(
          "Invalid interval %d of a log of files (must be at least 1)".formatted(interval));
    }
    this.directory = new Path(directory);
    this.interval = interval;
    this.hadoop = hadoop;
  }

  /**
   * Returns the entries that are there, in their order.
   *
   * @throws IOException if one cannot be read. The message names it
   */
  public List<List<FoundFile>> entries() throws IOException {
    FileSystem files = fileSystem();
    List<List<FoundFile>> entries = new ArrayList<>();
    long compacted = LogNames.list(directory, files).compacted();
    if (compacted >= 0) {
      Path all = LogNames.compact(directory, compacted);
      for (JsonNode entry : read(all, files)) {
        entries.add(found(entry));
      }
      requireAll(all, entries.size(), compacted + 1);
    }
    while (files.exists(LogNames.entry(directory, entries.size()))) {
      entries.add(found(read(LogNames.entry(directory, entries.size()), files)));
    }
    return entries;
  }

  /**
   * Adds an entry.
   *
   * @param number its number, that of the last one plus 1
   * @param found the files
   * @throws IOException if it cannot be written, or if it is there: another query has the same
   *     checkpoint
   */
  public void add(long number, List<FoundFile> found) throws IOException {
    FileSystem files = fileSystem();
    Path entry = LogNames.entry(directory, number);
    boolean isThere = LogNames.list(directory, files).compacted() >= number;
    if (isThere || !isPlaced(entry, node(found), files)) {
      throw new IOException(
          "Cannot write '%s' (it must not be there: another query may have the same checkpoint)"
              .formatted(entry));
    }
    if ((number + 1) % interval == 0) {
      compact(number, files);
    }
  }

  /** Makes one file of all entries. The log is whole without it, so that a failure is no error. */
  private void compact(long last, FileSystem files) {
    try {
      List<List<FoundFile>> entries = entries();
      if (entries.size() != last + 1) {
        throw new IOException(
            "there are %d entries (must be %d)".formatted(entries.size(), last + 1));
      }
      ArrayNode all = JSON.createArrayNode();
      entries.forEach(entry -> all.add(node(entry)));
      if (isPlaced(LogNames.compact(directory, last), all, files)) {
        for (Path each : LogNames.list(directory, files).within(last)) {
          files.delete(each, false);
        }
      }
    } catch (IOException e) {
      LOG.warn(
          "Cannot make one file of {} entries in '{}' (it is tried again after {} more)",
          last + 1,
          directory,
          interval,
          e);
    }
  }

  /** Writes a file under another name and renames it; returns whether nothing was in its place. */
  private static boolean isPlaced(Path place, ArrayNode content, FileSystem files)
      throws IOException {
    Path written = new Path(place.getParent(), "." + place.getName() + ".tmp");
    try (OutputStream out = files.create(written, true)) {
      JSON.writeValue(out, content);
    }
    return !files.exists(place) && files.rename(written, place);
  }

  private static ArrayNode node(List<FoundFile> found) {
    ArrayNode list = JSON.createArrayNode();
    for (FoundFile file : found) {
      ObjectNode node = list.addObject();
      node.put(PATH, file.path());
      node.put(LENGTH, file.length());
      node.put(MODIFIED, file.modifiedMillis());
    }
    return list;
  }

  private static List<FoundFile> found(JsonNode list) {
    List<FoundFile> found = new ArrayList<>();
    for (JsonNode node : list) {
      found.add(
          new FoundFile(
              node.path(PATH).asText(), node.path(LENGTH).asLong(), node.path(MODIFIED).asLong()));
    }
    return found;
  }

  private static JsonNode read(Path file, FileSystem files) throws IOException {
    try (InputStream in = files.open(file)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new IOException(
          "Cannot read '%s' of a stream's checkpoint: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void requireAll(Path file, long entries, long expected) throws IOException {
    if (entries != expected) {
      throw new IOException(
          "Cannot read '%s' of a stream's checkpoint: it has %d entries (must be %d)"
              .formatted(file, entries, expected));
    }
  }

  private FileSystem fileSystem() throws IOException {
    FileSystem files = directory.getFileSystem(hadoop.configuration());
    files.mkdirs(directory);
    return files;
  }
}
