package org.coherer.datasource.npy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses the literal of a header: a dictionary of Python with the keys {@code descr}, {@code
 * fortran_order} and {@code shape}, each once, and nothing else.
 */
final class HeaderLiteral {
  private static final int MAX_DIGITS = 18;
  private static final int MAX_RANK = 64;

  private final String text;
  private int position;
  private Optional<String> descr = Optional.empty();
  private Optional<Boolean> fortranOrder = Optional.empty();
  private Optional<List<Long>> shape = Optional.empty();

  /** What is wrong, and where in the literal. */
  static final class LiteralException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int position;

    LiteralException(int position, String problem) {
      super(problem);
      this.position = position;
    }

    int position() {
      return position;
    }
  }

  private HeaderLiteral(String text) {
    this.text = text;
  }

  /** Parses a literal; blanks, and a line feed, may follow it. */
  static HeaderLiteral parse(String text) throws LiteralException {
    HeaderLiteral literal = new HeaderLiteral(text);
    literal.parse();
    return literal;
  }

  String descr() {
    return descr.orElseThrow();
  }

  boolean fortranOrder() {
    return fortranOrder.orElseThrow();
  }

  List<Long> shape() {
    return shape.orElseThrow();
  }

  private void parse() throws LiteralException {
    require('{');
    while (!accept('}')) {
      int start = position;
      String key = string();
      require(':');
      entry(key, start);
      if (!accept(',')) {
        require('}');
        break;
      }
    }
    skipBlanks();
    if (position < text.length() && text.charAt(position) == '\n') {
      position++;
    }
    if (position < text.length()) {
      throw broken("the dictionary is followed by something (must be the end)");
    }
    if (descr.isEmpty() || fortranOrder.isEmpty() || shape.isEmpty()) {
      throw broken("the dictionary must have descr, fortran_order and shape");
    }
  }

  private void entry(String key, int start) throws LiteralException {
    boolean isFirst =
        switch (key) {
          case "descr" -> descr.isEmpty();
          case "fortran_order" -> fortranOrder.isEmpty();
          case "shape" -> shape.isEmpty();
          default -> false;
        };
    if (!isFirst) {
      throw new LiteralException(
          start, "the key '%s' (must be descr, fortran_order and shape, each once)".formatted(key));
    }
    switch (key) {
      case "descr" -> descr = Optional.of(string());
      case "fortran_order" -> fortranOrder = Optional.of(flag());
      default -> shape = Optional.of(tuple());
    }
  }

  private String string() throws LiteralException {
    skipBlanks();
    char quote = position < text.length() ? text.charAt(position) : ' ';
    if (quote != '\'' && quote != '"') {
      throw broken("a string must be here (structured types are not read)");
    }
    int end = text.indexOf(quote, position + 1);
    if (end < 0 || text.substring(position, end).indexOf('\\') >= 0) {
      throw broken("a string has no end, or has a backslash");
    }
    String found = text.substring(position + 1, end);
    position = end + 1;
    return found;
  }

  private boolean flag() throws LiteralException {
    skipBlanks();
    for (String word : List.of("True", "False")) {
      if (text.startsWith(word, position)) {
        position += word.length();
        return word.equals("True");
      }
    }
    throw broken("True or False must be here");
  }

  private List<Long> tuple() throws LiteralException {
    require('(');
    List<Long> numbers = new ArrayList<>();
    while (!accept(')')) {
      numbers.add(number());
      if (numbers.size() > MAX_RANK) {
        throw broken("more than %d dimensions".formatted(MAX_RANK));
      }
      if (!accept(',')) {
        require(')');
        if (numbers.size() == 1) {
          throw broken("a number in parentheses is no tuple (must have a comma behind it)");
        }
        break;
      }
    }
    return numbers;
  }

  private long number() throws LiteralException {
    skipBlanks();
    int start = position;
    while (position < text.length()
        && text.charAt(position) >= '0'
        && text.charAt(position) <= '9') {
      position++;
    }
    if (position == start || position - start > MAX_DIGITS) {
      throw new LiteralException(
          start, "a number of 1 to %d digits must be here".formatted(MAX_DIGITS));
    }
    return Long.parseLong(text.substring(start, position));
  }

  private void require(char wanted) throws LiteralException {
    if (!accept(wanted)) {
      throw broken("'%s' must be here".formatted(wanted));
    }
  }

  private boolean accept(char wanted) {
    skipBlanks();
    boolean found = position < text.length() && text.charAt(position) == wanted;
    if (found) {
      position++;
    }
    return found;
  }

  private void skipBlanks() {
    while (position < text.length() && text.charAt(position) == ' ') {
      position++;
    }
  }

  private LiteralException broken(String problem) {
    return new LiteralException(position, problem);
  }
}
