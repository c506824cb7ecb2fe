package org.coherer.datasource.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a log, as its directory names them.
 *
 * @param numbers for each file of entries, the number of its last one
 * @param compacted the last entry of the newest file that has all up to there, or -1
 */
record LogNames(Map<Path, Long> numbers, long compacted) {
  private static final String ENTRY = "files-";
  private static final String COMPACT = "compact-";
  private static final Pattern NAME = Pattern.compile("(files-|compact-)(\\d{1,18})\\.json");

  LogNames {
    numbers = Map.copyOf(numbers);
  }

  static LogNames list(Path directory, FileSystem files) throws IOException {
    Map<Path, Long> numbers = new HashMap<>();
    long compacted = -1;
    for (FileStatus status : files.listStatus(directory)) {
      Matcher name = NAME.matcher(status.getPath().getName());
      if (name.matches()) {
        long number = Long.parseLong(name.group(2));
        numbers.put(status.getPath(), number);
        compacted = name.group(1).equals(COMPACT) ? Math.max(compacted, number) : compacted;
      }
    }
    return new LogNames(numbers, compacted);
  }

  /** Returns the place of one entry. */
  static Path entry(Path directory, long number) {
    return new Path(directory, ENTRY + number + ".json");
  }

  /** Returns the place of all entries up to one. */
  static Path compact(Path directory, long last) {
    return new Path(directory, COMPACT + last + ".json");
  }

  /** Returns the files whose entries are in the newest one that has all, up to an entry. */
  List<Path> within(long last) {
    List<Path> found = new ArrayList<>();
    numbers.forEach(
        (file, number) -> {
          if (number <= last && !file.getName().equals(COMPACT + last + ".json")) {
            found.add(file);
          }
        });
    return found;
  }
}
