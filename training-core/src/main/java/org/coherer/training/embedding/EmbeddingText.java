package org.coherer.training.embedding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Columns of ids as text, for settings and files: {@code key=value} for each part, with semicolons
 * between them, such as {@code column=user;width=16;combiner=mean}. A backslash takes the meaning
 * from a semicolon or a backslash behind it.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>value</th><th>without it</th></tr>
 * <tr><td>column</td><td>the column</td><td>refused</td></tr>
 * <tr><td>width</td><td>floats of a row</td><td>refused</td></tr>
 * <tr><td>mostIds</td><td>most ids of a row</td><td>1</td></tr>
 * <tr><td>table</td><td>name of the table</td><td>the column, with _ for what a table cannot be called</td></tr>
 * <tr><td>combiner</td><td>sum, mean, sqrtn</td><td>sum</td></tr>
 * <tr><td>initializer</td><td>constant(c), uniform(low high), normal(mean deviation)</td><td>uniform(-0.05 0.05)</td></tr>
 * <tr><td>optimizer</td><td>sgd(rate), adaGrad(rate epsilon), rowWiseAdaGrad(rate epsilon),
 * lazyAdam(rate beta1 beta2 epsilon)</td><td>rowWiseAdaGrad(0.05 1e-8)</td></tr>
 * <tr><td>maxRows</td><td>most rows of the table</td><td>unbounded</td></tr>
 * <tr><td>admission</td><td>(pushes window unstored), where unstored is initialRow or zeros</td><td>(1 1 initialRow)</td></tr>
 * <tr><td>maxAge</td><td>steps</td><td>never evicted</td></tr>
 * <tr><td>whenFull</td><td>fail, evict</td><td>fail</td></tr>
 * <tr><td>seed</td><td>seed of the initial rows</td><td>0</td></tr>
 * </table>
 */
public final class EmbeddingText {

  private static final List<String> KEYS =
      List.of(
          "column",
          "width",
          "mostIds",
          "table",
          "combiner",
          "initializer",
          "optimizer",
          "maxRows",
          "admission",
          "maxAge",
          "whenFull",
          "seed");

  private EmbeddingText() {}

  /** Returns the text of a column of ids, with all keys. */
  public static String of(EmbeddingInput input) {
    EmbeddingSpec table = input.table();
    RowLifetime lifetime = table.lifetime();
    RowAdmission admission = lifetime.admission();
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("column", input.column());
    parts.put("width", table.width());
    parts.put("mostIds", input.mostIds());
    parts.put("table", table.name());
    parts.put("combiner", lower(table.combiner()));
    parts.put("initializer", RuleText.of(table.initializer()));
    parts.put("optimizer", RuleText.of(table.optimizer()));
    parts.put("maxRows", lifetime.maxRows());
    parts.put(
        "admission",
        "("
            + admission.pushes()
            + " "
            + admission.window()
            + " "
            + (admission.unstored() == Unstored.ZEROS ? "zeros" : "initialRow")
            + ")");
    parts.put("maxAge", lifetime.maxAge());
    parts.put("whenFull", lower(lifetime.whenFull()));
    parts.put("seed", table.seed());
    List<String> texts = new ArrayList<>();
    parts.forEach((key, value) -> texts.add(key + "=" + escaped(value.toString())));
    return String.join(";", texts);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(";", "\\;");
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if a key is unknown, missing or twice there, or its value
   *     wrong. The message says which, and what it must be
   */
  public static EmbeddingInput parse(String text) {
    Map<String, String> parts = parts(text);
    String column = required("column", parts, text);
    int width = (int) whole("width", required("width", parts, text), 1, EmbeddingSpec.MOST_WIDTH);
    EmbeddingInput input = EmbeddingInput.of(column, width);
    if (parts.containsKey("mostIds")) {
      input =
          input.withMostIds(
              (int) whole("mostIds", parts.get("mostIds"), 1, EmbeddingInput.MOST_IDS));
    }
    EmbeddingSpec plain = input.table();
    return input.withTable(
        new EmbeddingSpec(
            parts.getOrDefault("table", plain.name()),
            width,
            chosen("combiner", parts, Combiner.values(), plain.combiner()),
            parts.containsKey("initializer")
                ? RuleText.initializer(parts.get("initializer"))
                : plain.initializer(),
            parts.containsKey("optimizer")
                ? RuleText.optimizer(parts.get("optimizer"))
                : plain.optimizer(),
            lifetime(parts, plain.lifetime()),
            parts.containsKey("seed")
                ? whole("seed", parts.get("seed"), Long.MIN_VALUE, Long.MAX_VALUE)
                : plain.seed()));
  }

  private static RowLifetime lifetime(Map<String, String> parts, RowLifetime plain) {
    String maxRows = parts.get("maxRows");
    String maxAge = parts.get("maxAge");
    return new RowLifetime(
        maxRows == null ? plain.maxRows() : whole("maxRows", maxRows, 1, RowLifetime.UNBOUNDED),
        parts.containsKey("admission")
            ? RuleText.admission(parts.get("admission"))
            : plain.admission(),
        maxAge == null ? plain.maxAge() : (int) whole("maxAge", maxAge, 1, RowLifetime.NEVER),
        chosen("whenFull", parts, WhenFull.values(), plain.whenFull()));
  }

  private static <E extends Enum<E>> E chosen(
      String key, Map<String, String> parts, E[] all, E without) {
    String name = parts.get(key);
    if (name == null) {
      return without;
    }
    List<String> names = new ArrayList<>();
    for (E each : all) {
      names.add(lower(each));
      if (lower(each).equals(name)) {
        return each;
      }
    }
    throw Checks.invalid(key, "'" + name + "'", "must be one of " + String.join(", ", names));
  }

  private static String required(String key, Map<String, String> parts, String text) {
    String value = parts.get(key);
    if (value == null || value.isEmpty()) {
      throw Checks.invalid("embedding", "'" + text + "'", "must have " + key + "=...");
    }
    return value;
  }

  /** Reads a whole number within bounds. */
  static long whole(String key, String text, long least, long most) {
    try {
      long value = Long.parseLong(text);
      Checks.within(key + " of an embedding", value, least, most);
      return value;
    } catch (NumberFormatException e) {
      throw Checks.invalid(key + " of an embedding", "'" + text + "'", "must be a whole number");
    }
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : split(text)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals).strip();
      if (equals < 0 || !KEYS.contains(key)) {
        throw Checks.invalid(
            "part of an embedding",
            "'" + part + "'",
            "must be key=value, with one of the keys " + String.join(", ", KEYS));
      }
      if (parts.put(key, part.substring(equals + 1).strip()) != null) {
        throw Checks.invalid("embedding", "'" + text + "'", "must have " + key + "= once");
      }
    }
    return parts;
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '\\' && i + 1 < text.length()) {
        part.append(text.charAt(++i));
      } else if (each == ';') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(each);
      }
    }
    if (!part.toString().isBlank() || parts.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }
}
