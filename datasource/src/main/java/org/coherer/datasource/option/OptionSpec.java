package org.coherer.datasource.option;

/**
 * An option that a reader or writer has.
 *
 * @param name as users write it, in any case
 * @param kind which values it may have
 * @param fallback the text of its default, or, where there is none, empty
 * @param meaning what it does, a phrase of Markdown for the table of options
 * @param <T> what its values are in Java
 */
public record OptionSpec<T>(String name, OptionKind<T> kind, String fallback, String meaning) {

  /** Checks the default. */
  public OptionSpec {
    if (!fallback.isEmpty() && kind.parse(fallback).isEmpty()) {
      throw new IllegalArgumentException(invalid(name, fallback, kind));
    }
  }

  /**
   * Returns the option as a row of a table in Markdown: name, values, default and meaning. The page
   * of a format has each of its options in just this form.
   */
  public String markdown() {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            name, kind.allowed(), fallback.isEmpty() ? "none" : "`" + fallback + "`", meaning);
  }

  T parse(String text) {
    return kind.parse(text)
        .orElseThrow(() -> new IllegalArgumentException(invalid(name, text, kind)));
  }

  private static String invalid(String name, String text, OptionKind<?> kind) {
    return "Invalid %s '%s' (must be %s)".formatted(name, text, kind.allowed());
  }
}
