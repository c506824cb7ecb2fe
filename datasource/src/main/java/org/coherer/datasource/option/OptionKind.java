package org.coherer.datasource.option;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The values that an option may have.
 *
 * @param <T> what they are in Java
 */
public sealed interface OptionKind<T> {

  /** Returns which values are allowed, to follow the words "must be". */
  String allowed();

  /**
   * Returns the value of a text, or nothing if it is not allowed.
   *
   * @param text as the user wrote it
   */
  Optional<T> parse(String text);

  /**
   * Any text but an empty one.
   *
   * @param allowed what it should be, such as "a pattern of file names"
   */
  record Text(String allowed) implements OptionKind<String> {
    @Override
    public Optional<String> parse(String text) {
      return text.isBlank() ? Optional.empty() : Optional.of(text);
    }
  }

  /** {@code true} or {@code false}, in any case. */
  record Flag() implements OptionKind<Boolean> {
    @Override
    public String allowed() {
      return "true or false";
    }

    @Override
    public Optional<Boolean> parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
      };
    }
  }

  /**
   * One of several words, in any case; the value is as written here.
   *
   * @param words at least two
   */
  record Choice(List<String> words) implements OptionKind<String> {
    /** Copies the words. */
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public String allowed() {
      int last = words.size() - 1;
      return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    @Override
    public Optional<String> parse(String text) {
      return words.stream().filter(word -> word.equalsIgnoreCase(text)).findFirst();
    }
  }

  /** A finite number other than 0. */
  record Factor() implements OptionKind<Double> {
    @Override
    public String allowed() {
      return "a finite number other than 0";
    }

    @Override
    public Optional<Double> parse(String text) {
      try {
        double value = Double.parseDouble(text);
        return Double.isFinite(value) && value != 0 ? Optional.of(value) : Optional.empty();
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * A whole number.
   *
   * @param least the smallest that is allowed
   * @param most the largest that is allowed
   */
  record WholeNumber(long least, long most) implements OptionKind<Long> {
    @Override
    public String allowed() {
      return most == Long.MAX_VALUE
          ? "a whole number of at least " + least
          : "a whole number in [" + least + ", " + most + "]";
    }

    @Override
    public Optional<Long> parse(String text) {
      try {
        long value = Long.parseLong(text);
        return value < least || value > most ? Optional.empty() : Optional.of(value);
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * One length in pixels, or two.
   *
   * @param most the largest that is allowed
   */
  record Sides(int most) implements OptionKind<List<Integer>> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:\\s*x\\s*(\\d{1,9}))?");

    @Override
    public String allowed() {
      return "a number of pixels such as 224, or height x width such as 224x320, each in [1, "
          + most
          + "]";
    }

    @Override
    public Optional<List<Integer>> parse(String text) {
      Matcher form = FORM.matcher(text.strip());
      if (!form.matches()) {
        return Optional.empty();
      }
      List<Integer> sides =
          Stream.of(form.group(1), form.group(2))
              .filter(Objects::nonNull)
              .map(Integer::valueOf)
              .toList();
      return sides.stream().allMatch(side -> side >= 1 && side <= most)
          ? Optional.of(sides)
          : Optional.empty();
    }
  }

  /** A date and a time of day, without a zone. */
  record Moment() implements OptionKind<LocalDateTime> {
    @Override
    public String allowed() {
      return "a date and time such as 2026-11-30T08:00:00";
    }

    @Override
    public Optional<LocalDateTime> parse(String text) {
      try {
        return Optional.of(LocalDateTime.parse(text));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }
}
