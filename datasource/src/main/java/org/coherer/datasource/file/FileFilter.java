package org.coherer.datasource.file;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.GlobFilter;
import org.coherer.datasource.option.Options;

/** Which of the files of a directory are read. */
final class FileFilter {
  private FileFilter() {}

  /** Returns what passes files that are not hidden and that the options ask for. */
  static Predicate<FileStatus> of(Options options, ZoneId zone) {
    Predicate<FileStatus> all = file -> !isHidden(file.getPath().getName());
    Optional<Predicate<FileStatus>> named = options.find(FileOptions.NAMES).map(FileFilter::named);
    Optional<Predicate<FileStatus>> before =
        options
            .find(FileOptions.BEFORE)
            .map(moment -> moment.atZone(zone).toInstant().toEpochMilli())
            .map(millis -> file -> file.getModificationTime() < millis);
    Optional<Predicate<FileStatus>> after =
        options
            .find(FileOptions.AFTER)
            .map(moment -> moment.atZone(zone).toInstant().toEpochMilli())
            .map(millis -> file -> file.getModificationTime() > millis);
    return all.and(named.orElse(file -> true))
        .and(before.orElse(file -> true))
        .and(after.orElse(file -> true));
  }

  static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  private static Predicate<FileStatus> named(String pattern) {
    try {
      GlobFilter glob = new GlobFilter(pattern);
      return file -> glob.accept(file.getPath());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Invalid %s '%s' (%s)".formatted(FileOptions.NAMES.name(), pattern, e.getMessage()), e);
    }
  }
}
