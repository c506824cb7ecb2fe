package org.coherer.datasource.file;

import java.util.List;
import java.util.function.Predicate;

/**
 * What is at a path that a reader was given, or at one of those that a pattern stands for.
 *
 * @param given the path as the user wrote it
 * @param path the qualified path
 * @param isFile whether this is a file; else, it is a directory
 * @param files the file, or those of the directory that are not hidden and pass the filters, by
 *     path
 */
public record FoundRoot(String given, String path, boolean isFile, List<FoundFile> files) {
  /** Copies the files. */
  public FoundRoot {
    files = List.copyOf(files);
  }

  /**
   * Returns the same with some of the files.
   *
   * @param chosen whether one is among them
   */
  public FoundRoot only(Predicate<FoundFile> chosen) {
    return new FoundRoot(given, path, isFile, files.stream().filter(chosen).toList());
  }
}
