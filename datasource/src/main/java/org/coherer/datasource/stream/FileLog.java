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

/**
 * The files of each batch of a stream, in a directory of its checkpoint. Entries are numbered from
 * 0; each is one file, {@code files-N.json}, that is written under another name and renamed.
 */
public final class FileLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "path";
  private static final String LENGTH = "length";
  private static final String MODIFIED = "modifiedMillis";

  private final Path directory;
  private final HadoopSettings hadoop;

  /**
   * Makes one; reads nothing yet.
   *
   * @param directory where entries are
   * @param hadoop the settings of its file system
   */
  public FileLog(String directory, HadoopSettings hadoop) {
    this.directory = new Path(directory);
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
    while (files.exists(entry(entries.size()))) {
      entries.add(read(entry(entries.size()), files));
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
    ArrayNode list = JSON.createArrayNode();
    for (FoundFile file : found) {
      ObjectNode node = list.addObject();
      node.put(PATH, file.path());
      node.put(LENGTH, file.length());
      node.put(MODIFIED, file.modifiedMillis());
    }
    FileSystem files = fileSystem();
    Path entry = entry(number);
    Path written = new Path(directory, "." + entry.getName() + ".tmp");
    try (OutputStream out = files.create(written, true)) {
      JSON.writeValue(out, list);
    }
    if (files.exists(entry) || !files.rename(written, entry)) {
      throw new IOException(
          "Cannot write '%s' (it must not be there: another query may have the same checkpoint)"
              .formatted(entry));
    }
  }

  private List<FoundFile> read(Path entry, FileSystem files) throws IOException {
    List<FoundFile> found = new ArrayList<>();
    try (InputStream in = files.open(entry)) {
      for (JsonNode node : JSON.readTree(in)) {
        found.add(
            new FoundFile(
                node.path(PATH).asText(),
                node.path(LENGTH).asLong(),
                node.path(MODIFIED).asLong()));
      }
    } catch (IOException e) {
      throw new IOException(
          "Cannot read '%s' of a stream's checkpoint: %s".formatted(entry, e.getMessage()), e);
    }
    return found;
  }

  private Path entry(long number) {
    return new Path(directory, "files-" + number + ".json");
  }

  private FileSystem fileSystem() throws IOException {
    FileSystem files = directory.getFileSystem(hadoop.configuration());
    files.mkdirs(directory);
    return files;
  }
}
