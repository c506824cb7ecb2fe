package org.coherer.datasource.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.coherer.datasource.option.Options;

/**
 * Finds the files of a reading.
 *
 * <p>A directory stands for the files in it, and in those of its subdirectories whose names are
 * partition columns, such as {@code day=7}; with {@code recursiveFileLookup}, for all files below
 * it. Hidden ones (see {@link FileFilter#isHidden}) are found only where a path names them.
 */
public final class FileFinder {
  private final HadoopSettings hadoop;
  private final Predicate<FileStatus> filter;
  private final boolean recursive;
  private final boolean mayBeGone;

  private FileFinder(
      Options options, HadoopSettings hadoop, String zone, boolean recursive, boolean mayBeGone) {
    this.hadoop = hadoop;
    this.mayBeGone = mayBeGone;
    filter = FileFilter.of(options, zone);
    this.recursive = recursive || options.value(FileOptions.RECURSIVE);
  }

  /**
   * Returns what is at each path, in the order of the paths.
   *
   * @param options with the paths and the filters
   * @param hadoop what file systems are asked with
   * @param zone of times in the options, as Spark's sessions have it
   * @param recursive whether all directories below a path are looked at, whatever the options say
   * @throws IllegalArgumentException if there is nothing at a path. The message names the full path
   * @throws IOException if a file system cannot be asked
   */
  public static List<FoundRoot> find(
      Options options, HadoopSettings hadoop, String zone, boolean recursive) throws IOException {
    return new FileFinder(options, hadoop, zone, recursive, false).roots(options.paths());
  }

  /**
   * Returns what is still, or newly, at paths where something was found before. Nothing at a path
   * is no error.
   *
   * @param options with the paths and the filters
   * @param hadoop what file systems are asked with
   * @param zone of times in the options, as Spark's sessions have it
   * @param recursive whether all directories below a path are looked at, whatever the options say
   * @throws IOException if a file system cannot be asked
   */
  public static List<FoundRoot> findAgain(
      Options options, HadoopSettings hadoop, String zone, boolean recursive) throws IOException {
    return new FileFinder(options, hadoop, zone, recursive, true).roots(options.paths());
  }

  private List<FoundRoot> roots(List<String> paths) throws IOException {
    List<FoundRoot> roots = new ArrayList<>();
    for (String path : paths) {
      addTo(roots, path);
    }
    return roots;
  }

  private void addTo(List<FoundRoot> roots, String given) throws IOException {
    Path asked = new Path(given);
    FileSystem files = asked.getFileSystem(hadoop.configuration());
    Path full = files.makeQualified(asked);
    if (!isPattern(given)) {
      Optional<FileStatus> found = status(files, given, full);
      if (found.isPresent()) {
        roots.add(root(given, found.get(), files));
      }
      return;
    }
    for (FileStatus match : matches(files, given, full)) {
      if (!FileFilter.isHidden(match.getPath().getName())) {
        roots.add(root(given, match, files));
      }
    }
  }

  private FoundRoot root(String given, FileStatus found, FileSystem files) throws IOException {
    List<FoundFile> below = new ArrayList<>();
    if (found.isDirectory()) {
      list(found.getPath(), files, below);
    } else if (filter.test(found)) {
      below.add(FoundFile.of(found));
    }
    below.sort(Comparator.comparing(FoundFile::path));
    return new FoundRoot(given, found.getPath().toString(), found.isFile(), below);
  }

  private void list(Path directory, FileSystem files, List<FoundFile> into) throws IOException {
    for (FileStatus found : content(directory, files)) {
      String name = found.getPath().getName();
      if (FileFilter.isHidden(name)) {
        continue;
      }
      if (!found.isDirectory()) {
        if (filter.test(found)) {
          into.add(FoundFile.of(found));
        }
      } else if (recursive || name.indexOf('=') > 0) {
        list(found.getPath(), files, into);
      }
    }
  }

  private FileStatus[] content(Path directory, FileSystem files) throws IOException {
    try {
      return files.listStatus(directory);
    } catch (FileNotFoundException e) {
      if (mayBeGone) {
        return new FileStatus[0];
      }
      throw e;
    }
  }

  private FileStatus[] matches(FileSystem files, String given, Path full) throws IOException {
    FileStatus[] matches = files.globStatus(full);
    if (matches != null && matches.length > 0) {
      return matches;
    }
    if (mayBeGone) {
      return new FileStatus[0];
    }
    throw new IllegalArgumentException(
        "Invalid path '%s' (nothing matches '%s')".formatted(given, full));
  }

  private Optional<FileStatus> status(FileSystem files, String given, Path full)
      throws IOException {
    try {
      return Optional.of(files.getFileStatus(full));
    } catch (FileNotFoundException e) {
      if (mayBeGone) {
        return Optional.empty();
      }
      throw new IllegalArgumentException(
          "Invalid path '%s' (there is no file or directory '%s')".formatted(given, full), e);
    }
  }

  private static boolean isPattern(String path) {
    return path.chars().anyMatch(letter -> "*?[{".indexOf(letter) >= 0);
  }
}
