package org.coherer.training.augmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Augmentations as text, for settings and files: {@code name(key=value key=value)}, with spaces or
 * commas between the keys; without any, the parentheses may be missing.
 *
 * <table>
 * <caption>Texts</caption>
 * <tr><th>name</th><th>keys, with the value without them</th></tr>
 * <tr><td>randomHorizontalFlip</td><td>probability=0.5</td></tr>
 * <tr><td>randomVerticalFlip</td><td>probability=0.5</td></tr>
 * <tr><td>randomCrop</td><td>padding (refused without it), fill=0</td></tr>
 * <tr><td>randomRotation</td><td>degrees (refused without it), fill=0</td></tr>
 * <tr><td>colorJitter</td><td>brightness=0, contrast=0, saturation=0</td></tr>
 * <tr><td>cutout</td><td>size (refused without it), fill=0</td></tr>
 * <tr><td>mixup</td><td>alpha (refused without it)</td></tr>
 * </table>
 */
public final class AugmentationText {

  private static final Pattern CALL = Pattern.compile("\\s*([A-Za-z]+)\\s*(?:\\(([^()]*)\\))?\\s*");
  private static final Map<String, List<String>> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put("randomHorizontalFlip", List.of("probability"));
    KEYS.put("randomVerticalFlip", List.of("probability"));
    KEYS.put("randomCrop", List.of("padding", "fill"));
    KEYS.put("randomRotation", List.of("degrees", "fill"));
    KEYS.put("colorJitter", List.of("brightness", "contrast", "saturation"));
    KEYS.put("cutout", List.of("size", "fill"));
    KEYS.put("mixup", List.of("alpha"));
  }

  private final String text;
  private final String name;
  private final Map<String, Double> values = new LinkedHashMap<>();

  private AugmentationText(String text) {
    this.text = text;
    Matcher call = CALL.matcher(text);
    if (!call.matches() || !KEYS.containsKey(call.group(1))) {
      throw invalid("must be one of " + String.join(", ", KEYS.keySet()) + ", with its numbers");
    }
    name = call.group(1);
    String parts = call.group(2) == null ? "" : call.group(2).strip();
    for (String part : parts.isEmpty() ? new String[0] : parts.split("[,\\s]+", -1)) {
      read(part);
    }
  }

  private void read(String part) {
    int equals = part.indexOf('=');
    String key = equals < 0 ? part : part.substring(0, equals);
    if (equals < 0 || !KEYS.get(name).contains(key)) {
      throw invalid("must have key=value, with the keys " + String.join(", ", KEYS.get(name)));
    }
    try {
      if (values.put(key, Double.valueOf(part.substring(equals + 1))) != null) {
        throw invalid("must have " + key + "= once");
      }
    } catch (NumberFormatException e) {
      throw invalid("must have a number as its " + key);
    }
  }

  /** Returns the text of an augmentation, with all keys. */
  public static String of(Augmentation one) {
    if (one instanceof RandomFlip flip) {
      return call(
          flip.vertical() ? "randomVerticalFlip" : "randomHorizontalFlip", flip.probability());
    }
    if (one instanceof RandomCrop crop) {
      return call("randomCrop", crop.padding(), crop.fill());
    }
    if (one instanceof RandomRotation rotation) {
      return call("randomRotation", rotation.degrees(), rotation.fill());
    }
    if (one instanceof ColorJitter jitter) {
      return call("colorJitter", jitter.brightness(), jitter.contrast(), jitter.saturation());
    }
    if (one instanceof Cutout cutout) {
      return call("cutout", cutout.size(), cutout.fill());
    }
    return call("mixup", ((Mixup) one).alpha());
  }

  private static String call(String name, double... values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      parts.add(KEYS.get(name).get(i) + "=" + Checks.shown(values[i]));
    }
    return name + "(" + String.join(" ", parts) + ")";
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if the name or a key is unknown, a key is missing or twice
   *     there, or its value wrong. The message says which, and what it must be
   */
  public static Augmentation parse(String text) {
    AugmentationText read = new AugmentationText(text);
    return switch (read.name) {
      case "randomHorizontalFlip" -> new RandomFlip(false, read.probability());
      case "randomVerticalFlip" -> new RandomFlip(true, read.probability());
      case "randomCrop" -> new RandomCrop(read.whole("padding"), read.or("fill", 0));
      case "randomRotation" -> new RandomRotation(read.required("degrees"), read.or("fill", 0));
      case "colorJitter" ->
          new ColorJitter(
              read.or("brightness", 0), read.or("contrast", 0), read.or("saturation", 0));
      case "cutout" -> new Cutout(read.whole("size"), read.or("fill", 0));
      default -> new Mixup(read.required("alpha"));
    };
  }

  private double probability() {
    return or("probability", RandomFlip.USUAL_PROBABILITY);
  }

  private double or(String key, double without) {
    return values.getOrDefault(key, without);
  }

  private double required(String key) {
    Double value = values.get(key);
    if (value == null) {
      throw invalid("must have " + key + "=...");
    }
    return value;
  }

  private int whole(String key) {
    double value = required(key);
    if (value != (int) value) {
      throw invalid("must have a whole number as its " + key);
    }
    return (int) value;
  }

  private IllegalArgumentException invalid(String constraint) {
    return new IllegalArgumentException("Invalid augmentation '" + text + "' (" + constraint + ")");
  }
}
