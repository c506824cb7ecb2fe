package org.coherer.datasource.file;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.GlobFilter;
import org.coherer.datasource.option.Options;

/** Which files are read. */
public final class FileFilter {
  /** An hour of one digit, which Java does not take. */
  private static final Pattern SHORT_HOUR = Pattern.compile("([+-])(\\d):");

  /** A minute of one digit, which Java does not take. */
  private static final Pattern SHORT_MINUTE = Pattern.compile("([+-])(\\d\\d):(\\d)$");

  private FileFilter() {}

  /**
   * Returns what passes files that the options ask for, whether they are hidden or not.
   *
   * @param zone of times in the options, as Spark's sessions have it
   */
  static Predicate<FileStatus> of(Options options, String zone) {
    Optional<Predicate<FileStatus>> named = options.find(FileOptions.NAMES).map(FileFilter::named);
    Optional<Predicate<FileStatus>> before =
        options
            .find(FileOptions.BEFORE)
            .map(moment -> millis(moment, zone))
            .map(millis -> file -> file.getModificationTime() < millis);
    Optional<Predicate<FileStatus>> after =
        options
            .find(FileOptions.AFTER)
            .map(moment -> millis(moment, zone))
            .map(millis -> file -> file.getModificationTime() > millis);
    return named
        .orElse(file -> true)
        .and(before.orElse(file -> true))
        .and(after.orElse(file -> true));
  }

  /**
   * Returns whether a directory's listing omits a file or directory, as it does in Spark's own
   * formats: a name that begins with an underscore is seen if it is a partition's.
   *
   * @param name without its directory
   */
  public static boolean isHidden(String name) {
    return name.startsWith(".")
        || (name.startsWith("_") && !name.contains("="))
        || name.endsWith("._COPYING_");
  }

  private static long millis(LocalDateTime moment, String zone) {
    return moment.atZone(zone(zone)).toInstant().toEpochMilli();
  }

  /** Returns a zone that Spark takes: also EST and the like, and offsets such as +8:0. */
  private static ZoneId zone(String id) {
    String hours = SHORT_HOUR.matcher(id).replaceFirst("$10$2:");
    String minutes = SHORT_MINUTE.matcher(hours).replaceFirst("$1$2:0$3");
    return ZoneId.of(minutes, ZoneId.SHORT_IDS);
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
