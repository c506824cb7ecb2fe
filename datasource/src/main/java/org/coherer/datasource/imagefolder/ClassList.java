package org.coherer.datasource.imagefolder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.coherer.datasource.file.FileFilter;
import org.coherer.datasource.file.FoundRoot;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.option.Options;

/** Finds the classes, in the order of their labels. */
final class ClassList {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Some editors on Windows begin files with it. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ClassList() {}

  /** Returns whether the options say the classes, so that they do not depend on directories. */
  static boolean isGiven(Options options) {
    return options.find(ImageOptions.CLASSES).isPresent()
        || options.find(ImageOptions.CLASSES_FILE).isPresent();
  }

  /**
   * Returns the classes that the options say, or the directories that there are.
   *
   * @throws IllegalArgumentException if both options are set, or a name is empty or there twice
   */
  static List<String> find(Options options, List<FoundRoot> roots, HadoopSettings hadoop)
      throws IOException {
    Optional<String> given = options.find(ImageOptions.CLASSES);
    Optional<String> file = options.find(ImageOptions.CLASSES_FILE);
    if (given.isPresent() && file.isPresent()) {
      throw new IllegalArgumentException(
          "Invalid classesFile '%s' with classes '%s' (must be one of the two)"
              .formatted(file.get(), given.get()));
    }
    if (given.isPresent()) {
      return checked(parse(given.get()), "classes");
    }
    return file.isPresent()
        ? checked(read(file.get(), hadoop), "classesFile '" + file.get() + "'")
        : directories(roots, hadoop);
  }

  private static List<String> parse(String text) {
    if (!text.strip().startsWith("[")) {
      return Stream.of(text.split(",", -1)).map(String::strip).toList();
    }
    try {
      return List.of(JSON.readValue(text, String[].class));
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException(
          "Invalid classes '%s' (must be names separated by commas, or a JSON array of names)"
              .formatted(text),
          e);
    }
  }

  private static List<String> read(String path, HadoopSettings hadoop) throws IOException {
    Path file = new Path(path);
    FileSystem files = file.getFileSystem(hadoop.configuration());
    String text;
    try (InputStream in = files.open(file)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return text.substring(text.startsWith(BYTE_ORDER_MARK) ? 1 : 0).lines().toList();
  }

  private static List<String> checked(List<String> names, String option) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isBlank() || !seen.add(name)) {
        throw new IllegalArgumentException(
            "Invalid %s: name '%s' of class %d is %s (must be names of directories, each once)"
                .formatted(
                    option, name, names.indexOf(name), name.isBlank() ? "empty" : "there twice"));
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid %s: there is no name (must have at least one)".formatted(option));
    }
    return names;
  }

  private static List<String> directories(List<FoundRoot> roots, HadoopSettings hadoop)
      throws IOException {
    Set<String> names = new TreeSet<>();
    for (FoundRoot root : roots) {
      if (!root.isFile()) {
        Path path = new Path(root.path());
        for (FileStatus found : path.getFileSystem(hadoop.configuration()).listStatus(path)) {
          if (found.isDirectory() && !FileFilter.isHidden(found.getPath().getName())) {
            names.add(found.getPath().getName());
          }
        }
      }
    }
    return new ArrayList<>(names);
  }
}
