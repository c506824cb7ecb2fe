package org.coherer.datasource.npy;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of an array's elements.
 *
 * @param kind what they are
 * @param bytes what one takes in the file
 * @param isBigEndian whether the most significant byte comes first
 */
record NpyType(Kind kind, int bytes, boolean isBigEndian) implements Serializable {
  /** The types in words, for messages. */
  static final String NAMES = "|b1, i1 to i8, u1 to u8, f2 to f8, |S or U with < or > before it";

  private static final Pattern DESCR = Pattern.compile("([<>|])([biufSU])([0-9]{1,9})");
  private static final int MAX_LETTERS = 1 << 20;

  /** What an element is. */
  enum Kind {
    BOOL,
    INT,
    UNSIGNED,
    FLOAT,
    /** A byte string, padded with zeros. */
    BYTES,
    /** Code points of 4 bytes, padded with zeros. */
    TEXT
  }

  /**
   * Returns the type of a descriptor, or nothing if it is none that is read.
   *
   * @param descr such as {@code <f4}
   */
  static Optional<NpyType> of(String descr) {
    Matcher matcher = DESCR.matcher(descr);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int size = Integer.parseInt(matcher.group(3));
    Kind kind =
        switch (matcher.group(2)) {
          case "b" -> Kind.BOOL;
          case "i" -> Kind.INT;
          case "u" -> Kind.UNSIGNED;
          case "f" -> Kind.FLOAT;
          case "S" -> Kind.BYTES;
          default -> Kind.TEXT;
        };
    boolean isOrdered = !matcher.group(1).equals("|");
    if (!isSize(kind, size) || isOrdered != hasOrder(kind, size)) {
      return Optional.empty();
    }
    int bytes = kind == Kind.TEXT ? size * Integer.BYTES : size;
    return Optional.of(new NpyType(kind, bytes, matcher.group(1).equals(">")));
  }

  /** Returns the descriptor. */
  String descr() {
    int size = kind == Kind.TEXT ? bytes / Integer.BYTES : bytes;
    String letter =
        switch (kind) {
          case BOOL -> "b";
          case INT -> "i";
          case UNSIGNED -> "u";
          case FLOAT -> "f";
          case BYTES -> "S";
          case TEXT -> "U";
        };
    return (hasOrder(kind, size) ? isBigEndian ? ">" : "<" : "|") + letter + size;
  }

  private static boolean isSize(Kind kind, int size) {
    return switch (kind) {
      case BOOL -> size == 1;
      case INT, UNSIGNED -> size == 1 || size == 2 || size == 4 || size == 8;
      case FLOAT -> size == 2 || size == 4 || size == 8;
      case BYTES, TEXT -> size >= 1 && size <= MAX_LETTERS;
    };
  }

  /** NumPy writes {@code |} where there is no order of bytes. */
  private static boolean hasOrder(Kind kind, int size) {
    return kind == Kind.TEXT || (kind != Kind.BYTES && kind != Kind.BOOL && size > 1);
  }
}
