package org.coherer.training.engine.dl4j.keras.setting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * What the import does with every setting that Keras writes of a layer, a loss or an optimizer. A
 * setting that is not listed is refused unless it is absent, null or false, so that nothing that
 * changes numbers can pass unread.
 */
public final class KerasSettings {

  /** What is done with a setting. */
  public enum Use {
    /** Its value is used. */
    TRANSLATED,
    /** One of a few values alone is imported; another one is refused. */
    FIXED,
    /** Any value gives the same numbers. */
    NO_EFFECT
  }

  /**
   * The use of a setting.
   *
   * @param values those that are imported, as JSON, if the use is {@link Use#FIXED}
   * @param remark why there is no effect, or what the translation is limited to
   */
  public record Setting(Use use, List<String> values, String remark) {}

  private static final Map<String, Map<String, Setting>> ALL = new TreeMap<>();

  static {
    KerasSettingsOfLayers.addTo(ALL);
    KerasSettingsOfTensors.addTo(ALL);
    KerasSettingsOfTraining.addTo(ALL);
  }

  private KerasSettings() {}

  /** Returns the settings by what has them, such as {@code Dense}, and by their names. */
  public static Map<String, Map<String, Setting>> all() {
    return Collections.unmodifiableMap(ALL);
  }

  /** Says that something cannot be imported because of one of its settings. */
  public interface Refusal {
    /** Returns what to throw. */
    KerasException of(String setting, String remedy);
  }

  /**
   * Checks all settings of a layer, a loss or an optimizer.
   *
   * @param kind its class
   * @throws KerasException if one has a value that there is no translation for
   */
  public static void check(String kind, JsonNode settings, Refusal refusal) throws KerasException {
    Map<String, Setting> known = ALL.getOrDefault(kind, Map.of());
    var names = settings.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      JsonNode value = settings.path(name);
      Setting setting = known.get(name);
      if (setting == null && !isNothing(value)) {
        throw refusal.of(name, "is not known here: must be absent");
      }
      if (setting != null
          && setting.use() == Use.FIXED
          && !value.isNull()
          && !setting.values().contains(plain(value))) {
        throw refusal.of(name, "must be " + String.join(" or ", setting.values()));
      }
    }
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull() || (value.isBoolean() && !value.booleanValue());
  }

  /** Returns a value as JSON: policies by their names, whole floats as whole numbers. */
  private static String plain(JsonNode value) {
    JsonNode name = value.path("config").path("name");
    if (value.isObject() && name.isTextual()) {
      return name.toString();
    }
    boolean whole = value.isFloatingPointNumber() && value.doubleValue() == value.longValue();
    return whole ? Long.toString(value.longValue()) : value.toString();
  }

  /** Collects the settings of one class. */
  static final class Rows {

    private final Map<String, Setting> settings = new TreeMap<>();

    /** Adds them to all. */
    static Rows of(Map<String, Map<String, Setting>> all, String... kinds) {
      Rows rows = new Rows();
      Arrays.stream(kinds).forEach(kind -> all.put(kind, rows.settings));
      return rows;
    }

    Rows translated(String... names) {
      return limited("", names);
    }

    /** Adds translated settings of which there is something to say. */
    Rows limited(String remark, String... names) {
      return add(new Setting(Use.TRANSLATED, List.of(), remark), names);
    }

    /** Adds settings that must have a value, given as JSON. */
    Rows fixed(String value, String... names) {
      return add(new Setting(Use.FIXED, List.of(value), ""), names);
    }

    /** Adds a setting that must have one of several values. */
    Rows oneOf(String name, String... values) {
      return add(new Setting(Use.FIXED, new ArrayList<>(Arrays.asList(values)), ""), name);
    }

    Rows noEffect(String why, String... names) {
      return add(new Setting(Use.NO_EFFECT, List.of(), why), names);
    }

    private Rows add(Setting setting, String... names) {
      Arrays.stream(names).forEach(name -> settings.put(name, setting));
      return this;
    }
  }
}
