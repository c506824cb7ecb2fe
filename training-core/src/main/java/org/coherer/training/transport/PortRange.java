package org.coherer.training.transport;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The TCP ports on which ranks may listen.
 *
 * @param first the lowest; 0, with {@code last} 0, leaves the choice to the operating system
 * @param last the highest, included
 */
public record PortRange(int first, int last) implements Serializable {

  /** Whatever port is free. */
  public static final PortRange ANY = new PortRange(0, 0);

  private static final int MAX_PORT = 65535;
  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  /** Checks that both are ports, in order. */
  public PortRange {
    boolean any = first == 0 && last == 0;
    if (!any && (first < 1 || last > MAX_PORT || first > last)) {
      throw new IllegalArgumentException(
          "Invalid port range " + first + "-" + last + " (must be within 1-" + MAX_PORT + ")");
    }
  }

  /**
   * Reads {@code 40000-40100}, {@code 40000} (one port) or {@code 0} (any).
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static PortRange parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "Invalid port range '" + text + "' (must be like 40000-40100, or 0 for any free port)");
    }
    int first = Integer.parseInt(parts.group(1));
    return new PortRange(first, parts.group(2) == null ? first : Integer.parseInt(parts.group(2)));
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
