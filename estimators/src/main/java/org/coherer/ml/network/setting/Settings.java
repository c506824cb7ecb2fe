package org.coherer.ml.network.setting;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The class of a layer, its name and its settings, all as Keras has them. Checked when set. */
public final class Settings {

  private final String kind;
  private final String name;
  private final Map<String, Object> values;

  private Settings(String kind, String name, Map<String, Object> values) {
    this.kind = kind;
    this.name = name;
    this.values = values;
  }

  /** Returns no settings, of a layer of a class of Keras's. */
  public static Settings of(String kind) {
    return new Settings(kind, null, Map.of());
  }

  /** Returns the name of Keras's class. */
  public String kind() {
    return kind;
  }

  /** Returns the name that the user has chosen; {@code null} for none. */
  public String name() {
    return name;
  }

  /** Returns the settings as Keras writes them, in its order. */
  public Map<String, Object> values() {
    return values;
  }

  /** Returns what messages call the layer. */
  public String label() {
    return name == null ? "layer " + kind : "layer '" + name + "', " + kind;
  }

  /**
   * Sets the name of the layer.
   *
   * @throws IllegalArgumentException if it is blank or has a slash
   */
  public Settings named(String newName) {
    if (newName == null || newName.isBlank() || newName.contains("/")) {
      throw invalid(
          "name", newName == null ? "null" : "'" + newName + "'", "must have letters, and no /");
    }
    return new Settings(kind, newName, values);
  }

  /** Sets a value as Keras writes it. */
  public Settings with(String setting, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.put(setting, value);
    return new Settings(kind, name, Collections.unmodifiableMap(changed));
  }

  /** Sets a whole number above 0. */
  public Settings withPositive(String setting, int value) {
    if (value < 1) {
      throw invalid(setting, value, "must be a whole number of at least 1");
    }
    return with(setting, value);
  }

  /** Sets as many sizes as a window has dimensions; one is meant for all. */
  public Settings withSizes(String setting, int dimensions, int... sizes) {
    List<Integer> all =
        sizes.length == 1
            ? Collections.nCopies(dimensions, sizes[0])
            : IntStream.of(sizes).boxed().toList();
    if (all.size() != dimensions || all.stream().anyMatch(size -> size < 1)) {
      throw invalid(
          setting,
          sizes.length == 1 ? sizes[0] : Shape.of(sizes),
          dimensions == 1
              ? "must be one whole number of at least 1"
              : "must be one or " + dimensions + " whole numbers of at least 1");
    }
    return with(setting, all);
  }

  /** Sets a number that is at least, or more than, the least one. */
  public Settings withNumber(
      String setting, double value, double least, boolean open, double below) {
    boolean within = (open ? value > least : value >= least) && value < below;
    if (!within) {
      String bound = (open ? "must be more than " : "must be at least ") + text(least);
      throw invalid(
          setting,
          text(value),
          below == Double.POSITIVE_INFINITY ? bound : bound + " and less than " + text(below));
    }
    return with(setting, value);
  }

  /** Sets one of the known names. */
  public Settings withOneOf(String setting, String value, Collection<String> known) {
    if (value == null || !known.contains(value)) {
      throw invalid(
          setting,
          value == null ? "null" : "'" + value + "'",
          "must be one of " + String.join(", ", new TreeSet<>(known)));
    }
    return with(setting, value);
  }

  /** Returns a whole number that was set. */
  public int whole(String setting) {
    return (Integer) values.get(setting);
  }

  /** Returns a truth value that was set. */
  public boolean is(String setting) {
    return (Boolean) values.get(setting);
  }

  /** Returns sizes that were set. */
  public List<Integer> sizes(String setting) {
    Object found = values.get(setting);
    return ((List<?>) found).stream().map(Integer.class::cast).toList();
  }

  /** Returns what to throw where a setting has a value that it must not have. */
  public IllegalArgumentException invalid(String setting, Object value, String constraint) {
    return new IllegalArgumentException(
        "Invalid " + setting + " " + value + " of " + label() + " (" + constraint + ")");
  }

  /** Returns what to throw where the layer cannot take what it is given. */
  public IllegalArgumentException refused(Object shape, String constraint) {
    return new IllegalArgumentException(
        "Invalid input of shape " + shape + " to " + label() + " (" + constraint + ")");
  }

  /** Returns a number as Python writes it, where that is short. */
  public static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }
}
