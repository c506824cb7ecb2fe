package org.coherer.datasource.file;

import java.time.LocalDateTime;
import java.util.List;
import org.coherer.datasource.option.OptionKind;
import org.coherer.datasource.option.OptionSpec;

/** The options that say which files are read; all formats have them. */
public final class FileOptions {
  /** The directory whose subdirectories' names hold partition columns. */
  public static final OptionSpec<String> BASE_PATH =
      new OptionSpec<>(
          "basePath",
          new OptionKind.Text("a path"),
          "",
          "the directory below which names of directories such as `day=7` are partition columns; by default each path that is read");

  /** Whether files of all directories below a path are read, without partition columns. */
  public static final OptionSpec<Boolean> RECURSIVE =
      new OptionSpec<>(
          "recursiveFileLookup",
          new OptionKind.Flag(),
          "false",
          "whether files of all directories below a path are read, without partition columns; else those of the path and of directories such as `day=7`");

  static final OptionSpec<String> NAMES =
      new OptionSpec<>(
          "pathGlobFilter",
          new OptionKind.Text("a pattern of file names such as *.bin"),
          "",
          "reads only files whose names match");
  static final OptionSpec<LocalDateTime> BEFORE =
      new OptionSpec<>(
          "modifiedBefore",
          new OptionKind.Moment(),
          "",
          "reads only files that were modified before this time of the session's time zone");
  static final OptionSpec<LocalDateTime> AFTER =
      new OptionSpec<>(
          "modifiedAfter",
          new OptionKind.Moment(),
          "",
          "reads only files that were modified after this time of the session's time zone");

  private FileOptions() {}

  /** Returns all of them. */
  public static List<OptionSpec<?>> all() {
    return List.of(RECURSIVE, NAMES, BEFORE, AFTER, BASE_PATH);
  }
}
