package org.coherer.testkit.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Damages texts of JSON, or of keys and values, so that most of them still are such: other, huge
 * and nested values.
 */
public final class JsonDamage {

  private static final Pattern VALUE =
      Pattern.compile("(?<=[:\\[,=]\\s?)(\"[^\"\\\\]*\"|-?[0-9][0-9.eE+-]*|true|false|null)");

  private static final List<String> OTHERS =
      List.of(
          "0",
          "-1",
          "1",
          "7",
          "2147483647",
          "-2147483648",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "1e308",
          "1e999",
          "-1e-999",
          "0.5",
          "1e9",
          "null",
          "true",
          "false",
          "\"\"",
          "\"a\"",
          "\"NaN\"",
          "[]",
          "{}",
          "[1]",
          "[[]]",
          "[null]",
          "{\"a\":1}",
          "{\"class_name\":\"Dense\"}",
          "[\"a\",0,0]",
          "\"\\u0000\"");

  private JsonDamage() {}

  /** Returns a text with one to three values replaced. */
  public static String of(String text, Random random) {
    String damaged = text;
    for (int i = random.nextInt(3); i >= 0; i--) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static String once(String text, Random random) {
    List<int[]> values = new ArrayList<>();
    for (Matcher matcher = VALUE.matcher(text); matcher.find(); ) {
      values.add(new int[] {matcher.start(), matcher.end()});
    }
    if (values.isEmpty()) {
      return text;
    }
    int[] place = values.get(random.nextInt(values.size()));
    int[] source = values.get(random.nextInt(values.size()));
    String other =
        switch (random.nextInt(12)) {
          case 0 -> huge(random);
          case 1, 2 -> text.substring(source[0], source[1]);
          default -> OTHERS.get(random.nextInt(OTHERS.size()));
        };
    return text.substring(0, place[0]) + other + text.substring(place[1]);
  }

  private static String huge(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "9".repeat(1_000_000);
      case 1 -> "0." + "1".repeat(1_000_000);
      case 2 -> "\"" + "x".repeat(1_000_000) + "\"";
      case 3 -> "[".repeat(100_000) + "]".repeat(100_000);
      case 4 -> "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000);
      default -> "[" + "0,".repeat(400_000) + "0]";
    };
  }
}
