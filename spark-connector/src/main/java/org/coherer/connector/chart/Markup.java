package org.coherer.connector.chart;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes XML that is well-formed whatever texts it is given: all of them are escaped, in ASCII. It
 * has no way to write anything else.
 */
public final class Markup {

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  public Markup open(String name, Object... attributes) {
    tag(name, attributes);
    out.append('>');
    open.push(name);
    return this;
  }

  /** Writes an element that has no content. */
  public Markup empty(String name, Object... attributes) {
    tag(name, attributes);
    out.append("/>");
    return this;
  }

  /** Writes an element whose content is a text. */
  public Markup element(String name, String text, Object... attributes) {
    return open(name, attributes).text(text).close();
  }

  /** Writes a text. */
  public Markup text(String text) {
    escape(text);
    return this;
  }

  /** Closes the element that was opened last. */
  public Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Writes what was written elsewhere, and is closed there. */
  public Markup add(Markup other) {
    out.append(other);
    return this;
  }

  private void tag(String name, Object... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      Object value = attributes[i + 1];
      escape(value instanceof Double number ? Numbers.coordinate(number) : value.toString());
      out.append('"');
    }
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              if (c == '<' || c == '>' || c == '&' || c == '"' || c == '\'' || c > '~') {
                out.append("&#").append(isCharacter(c) ? c : '?').append(';');
              } else {
                out.append(c >= ' ' || c == '\n' ? (char) c : '?');
              }
            });
  }

  /** XML has no name for the others, not even an escaped one. */
  private static boolean isCharacter(int c) {
    return c < 0xD800 || (c > 0xDFFF && c < 0xFFFE) || c > 0xFFFF;
  }

  /** Returns what was written; everything has to be closed. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("The element " + open.peek() + " is not closed");
    }
    return out.toString();
  }
}
