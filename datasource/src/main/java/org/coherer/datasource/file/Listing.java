package org.coherer.datasource.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of one directory by name. */
public final class Listing {
  private static final int NAMES_IN_MESSAGE = 20;

  private final String directory;
  private final Map<String, FoundFile> files = new TreeMap<>();

  /**
   * Makes one.
   *
   * @param directory where, for messages
   * @param found the files; those of other directories are not looked at
   */
  public Listing(String directory, Collection<FoundFile> found) {
    this.directory = directory;
    found.stream()
        .filter(file -> file.directory().equals(directory))
        .forEach(file -> files.put(file.name(), file));
  }

  /**
   * Returns the first file that is there, if any is.
   *
   * @param names by preference
   */
  public Optional<FoundFile> find(List<String> names) {
    return names.stream().map(files::get).filter(file -> file != null).findFirst();
  }

  /**
   * Returns the first file that is there.
   *
   * @param names by preference
   * @throws IllegalArgumentException if none is. The message gives the names and what is there
   */
  public FoundFile firstOf(List<String> names) {
    return find(names)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find %s in '%s' (there %s)"
                        .formatted(String.join(" or ", names), directory, contents())));
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
