package org.coherer.datasource.read;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The options of one reader, with the unknown ones refused.
 *
 * <p>Names are compared without regard to case. A name with a dot in it is none of the format's: it
 * is a setting of Spark or of the file system ({@code fs.s3a.endpoint}) and goes into the Hadoop
 * configuration, see {@link HadoopSettings}.
 */
public final class ReadOptions {
  private static final String PATH = "path";
  private static final String PATHS = "paths";

  /** What Spark's catalog adds of its own, where a table is created with a format. */
  private static final Set<String> OF_CATALOG =
      Set.of(
          TableCatalog.PROP_LOCATION,
          TableCatalog.PROP_IS_MANAGED_LOCATION,
          TableCatalog.PROP_EXTERNAL,
          TableCatalog.PROP_COMMENT,
          TableCatalog.PROP_PROVIDER,
          TableCatalog.PROP_OWNER);

  private final String format;
  private final CaseInsensitiveStringMap options;

  private ReadOptions(String format, CaseInsensitiveStringMap options) {
    this.format = format;
    this.options = options;
  }

  /**
   * Checks the names of the options.
   *
   * @param format the format's name, for messages
   * @param names the names of its options, besides the path
   * @param options what the user gave
   * @throws IllegalArgumentException if the format has no such option. The message lists those that
   *     it has
   */
  public static ReadOptions of(String format, Set<String> names, Map<String, String> options) {
    CaseInsensitiveStringMap given = new CaseInsensitiveStringMap(options);
    CaseInsensitiveStringMap known = new CaseInsensitiveStringMap(namesAsKeys(names));
    for (String name : given.keySet()) {
      if (isOwn(name) && !known.containsKey(name)) {
        throw new IllegalArgumentException(
            String.format(
                "Unknown option '%s' of format '%s' (must be one of %s)",
                name, format, new TreeSet<>(names)));
      }
    }
    return new ReadOptions(format, given);
  }

  /**
   * Returns the one path to read.
   *
   * @throws IllegalArgumentException if there is none, an empty one, or several
   */
  public String path() {
    if (options.containsKey(PATHS)) {
      throw new IllegalArgumentException(
          String.format(
              "Cannot read several paths %s with format '%s' (load one, and unite the rows by union)",
              options.get(PATHS), format));
    }
    String path = options.get(PATH);
    if (path == null || path.isBlank()) {
      throw new IllegalArgumentException(
          String.format(
              "No path to read with format '%s' (call load with a path that is not empty)",
              format));
    }
    return path;
  }

  /**
   * Returns the value of an option, if it is given.
   *
   * @param name the option's name
   */
  public Optional<String> text(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * Returns the value of an option that is a finite number other than zero, if it is given.
   *
   * @param name the option's name
   * @throws IllegalArgumentException if the value is something else
   */
  public OptionalDouble factor(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    double value = parse(text.get());
    if (!Double.isFinite(value) || value == 0) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid %s '%s' (must be a finite number other than 0)", name, text.get()));
    }
    return OptionalDouble.of(value);
  }

  /** Says whether an option goes into the Hadoop configuration and not to the format. */
  static boolean isSetting(String name) {
    return name.indexOf('.') >= 0;
  }

  private static boolean isOwn(String name) {
    return !isSetting(name)
        && !name.equalsIgnoreCase(PATH)
        && !name.equalsIgnoreCase(PATHS)
        && !OF_CATALOG.contains(name);
  }

  private static Map<String, String> namesAsKeys(Set<String> names) {
    return names.stream().collect(Collectors.toMap(n -> n, n -> n));
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN; // refused with the other values that are no numbers
    }
  }
}
