package org.coherer.datasource.option;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The options of one reading or writing, names and values checked.
 *
 * <p>Names are compared without regard to case. A name with a dot in it is none of the format's: it
 * is a setting of Spark or of the file system ({@code fs.s3a.endpoint}) and goes into the Hadoop
 * configuration.
 */
public final class Options {
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
  private final CaseInsensitiveStringMap given;

  private Options(String format, CaseInsensitiveStringMap given) {
    this.format = format;
    this.given = given;
  }

  /**
   * Checks names and values of the options.
   *
   * @param format the format's name, for messages
   * @param known all options that there are, besides the paths
   * @param options what the user gave
   * @throws IllegalArgumentException if there is no such option, or if it may not have this value.
   *     The message names the option that was probably meant, or the values that are allowed
   */
  public static Options of(String format, List<OptionSpec<?>> known, Map<String, String> options) {
    CaseInsensitiveStringMap given = new CaseInsensitiveStringMap(options);
    CaseInsensitiveStringMap names = new CaseInsensitiveStringMap(namesAsKeys(known));
    for (String name : given.keySet()) {
      if (isOwn(name) && !names.containsKey(name)) {
        throw new IllegalArgumentException(unknown(name, format, names));
      }
    }
    Options checked = new Options(format, given);
    known.forEach(checked::find);
    return checked;
  }

  /** Returns the name of the format, for messages. */
  public String format() {
    return format;
  }

  /**
   * Returns the paths to read or write, as they were given, at least one.
   *
   * @throws IllegalArgumentException if there is none, or an empty one
   */
  public List<String> paths() {
    List<String> paths =
        given.containsKey(PATHS)
            ? PathList.parse(given.get(PATHS))
            : Optional.ofNullable(given.get(PATH)).map(List::of).orElse(List.of());
    if (paths.isEmpty() || paths.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "No path to read or write with format '%s' (name one that is not empty)"
              .formatted(format));
    }
    return paths;
  }

  /**
   * Returns the value of an option, given or by default.
   *
   * @param option one of those that were known
   * @param <T> what its values are
   */
  public <T> Optional<T> find(OptionSpec<T> option) {
    String text = given.getOrDefault(option.name(), option.fallback());
    boolean isSet = given.containsKey(option.name()) || !text.isEmpty();
    return isSet ? Optional.of(option.parse(text)) : Optional.empty();
  }

  /**
   * Returns the value of an option that has a default.
   *
   * @param option one of those that were known
   * @param <T> what its values are
   */
  public <T> T value(OptionSpec<T> option) {
    return find(option).orElseThrow(() -> new NoSuchElementException(option.name()));
  }

  /**
   * Says whether an option goes into the Hadoop configuration and not to the format.
   *
   * @param name the option's
   */
  public static boolean isSetting(String name) {
    return name.indexOf('.') >= 0;
  }

  private static String unknown(String name, String format, CaseInsensitiveStringMap known) {
    String meant =
        SimilarName.of(name, known.values()).map("did you mean '%s'? It "::formatted).orElse("");
    return "Unknown option '%s' of format '%s' (%smust be one of %s)"
        .formatted(name, format, meant, new TreeSet<>(known.values()));
  }

  private static boolean isOwn(String name) {
    return !isSetting(name)
        && !name.equalsIgnoreCase(PATH)
        && !name.equalsIgnoreCase(PATHS)
        && !OF_CATALOG.contains(name);
  }

  private static Map<String, String> namesAsKeys(List<OptionSpec<?>> known) {
    return known.stream().collect(Collectors.toMap(OptionSpec::name, OptionSpec::name));
  }
}
