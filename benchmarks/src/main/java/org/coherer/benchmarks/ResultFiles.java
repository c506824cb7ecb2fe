package org.coherer.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * The files that full runs are kept in: the latest one of each benchmark.
 *
 * @param folder where they are
 */
record ResultFiles(Path folder) {

  private static final String BETWEEN = "-";
  private static final String ENDING = ".txt";

  /** Writes the lines of a run in the place of those of an earlier one; returns the file. */
  Path keep(String benchmark, LocalDate day, String commit, List<String> lines) throws IOException {
    Path file = folder.resolve(String.join(BETWEEN, benchmark, day.toString(), commit) + ENDING);
    write(file, lines);
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(folder, benchmark + BETWEEN + "*" + ENDING)) {
      for (Path other : all) {
        if (!other.equals(file)) {
          Files.delete(other);
        }
      }
    }
    return file;
  }

  /** Writes lines to a file whose folder need not be there. */
  static void write(Path file, List<String> lines) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }
}
