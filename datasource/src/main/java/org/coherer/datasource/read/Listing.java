package org.coherer.datasource.read;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The files of one directory by name, without the hidden ones. */
public final class Listing {
  private static final int NAMES_IN_MESSAGE = 20;

  private final Path directory;
  private final Map<String, FileStatus> files = new TreeMap<>();

  private Listing(Path directory) {
    this.directory = directory;
  }

  /**
   * Returns what is at a path.
   *
   * @param path in any file system that Hadoop knows
   * @param hadoop what it is asked with
   * @throws IllegalArgumentException if nothing is there. The message names the full path
   */
  public static FileStatus status(String path, HadoopSettings hadoop) throws IOException {
    Path asked = new Path(path);
    Path full = asked.getFileSystem(hadoop.configuration()).makeQualified(asked);
    try {
      return full.getFileSystem(hadoop.configuration()).getFileStatus(full);
    } catch (FileNotFoundException e) {
      throw new IllegalArgumentException(
          "Invalid path '" + path + "' (there is no file or directory '" + full + "')", e);
    }
  }

  /**
   * Lists a directory, not those below it.
   *
   * @param directory where
   * @param hadoop what it is listed with
   */
  public static Listing of(Path directory, HadoopSettings hadoop) throws IOException {
    Listing listing = new Listing(directory);
    for (FileStatus found : directory.getFileSystem(hadoop.configuration()).listStatus(directory)) {
      String name = found.getPath().getName();
      if (found.isFile() && !name.startsWith(".") && !name.startsWith("_")) {
        listing.files.put(name, found);
      }
    }
    return listing;
  }

  /**
   * Returns the first file that is there.
   *
   * @param names by preference
   * @throws IllegalArgumentException if none is. The message gives the names and what is there
   */
  public FileStatus firstOf(List<String> names) {
    for (String name : names) {
      FileStatus found = files.get(name);
      if (found != null) {
        return found;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            "Cannot find %s in '%s' (there %s)",
            String.join(" or ", names), directory, contents()));
  }

  private String contents() {
    if (files.isEmpty()) {
      return "are no files";
    }
    List<String> names = new ArrayList<>(files.keySet());
    int more = names.size() - NAMES_IN_MESSAGE;
    return more <= 0
        ? "is " + String.join(", ", names)
        : "is " + String.join(", ", names.subList(0, NAMES_IN_MESSAGE)) + " and " + more + " more";
  }
}
