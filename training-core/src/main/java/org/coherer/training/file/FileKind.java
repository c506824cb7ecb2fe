package org.coherer.training.file;

/**
 * A kind of file.
 *
 * @param magic the four letters that it begins with
 * @param version the version that is written, and the latest that is read; at least 1
 * @param mostBytes how long the body of its {@link Envelope} may be
 */
public record FileKind(String magic, int version, int mostBytes) {

  /** Returns the magic as it is in the file, as a number. */
  int number() {
    return magic.charAt(0) | magic.charAt(1) << 8 | magic.charAt(2) << 16 | magic.charAt(3) << 24;
  }
}
