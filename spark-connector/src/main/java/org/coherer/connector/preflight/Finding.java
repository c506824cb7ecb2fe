package org.coherer.connector.preflight;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.coherer.connector.column.InvalidParamException;

/**
 * Something that keeps a fit from working, or from working well.
 *
 * @param severity whether a fit can start with it
 * @param names the settings of Spark or the Params at fault, at least one
 * @param what what does not fit, with its value
 * @param why what comes of it; empty where {@code what} says it
 * @param remedy what to set; empty where {@code what} says it
 */
public record Finding(
    Severity severity, List<String> names, String what, String why, String remedy) {

  /** How bad it is. */
  public enum Severity {
    /** A fit is refused. */
    ERROR,
    /** A fit starts, and may fail later, or be slow. */
    WARNING
  }

  /** Checks that it has a name and says what it is. */
  public Finding {
    Objects.requireNonNull(severity, "severity");
    names = List.copyOf(names);
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(remedy, "remedy");
    if (names.isEmpty() || what.isBlank()) {
      throw new IllegalArgumentException("A finding needs a name, and must say what it is");
    }
  }

  /** Creates an error. */
  public static Finding error(String name, String what, String why, String remedy) {
    return new Finding(Severity.ERROR, List.of(name), what, why, remedy);
  }

  /** Creates a warning. */
  public static Finding warning(String name, String what, String why, String remedy) {
    return new Finding(Severity.WARNING, List.of(name), what, why, remedy);
  }

  /**
   * Creates the error that an exception is, which says everything in its message.
   *
   * @param otherwise the name of what is at fault, where the exception names no Param
   */
  public static Finding of(IllegalArgumentException problem, String otherwise) {
    List<String> names =
        problem instanceof InvalidParamException param ? param.params() : List.of(otherwise);
    return new Finding(Severity.ERROR, names, String.valueOf(problem.getMessage()), "", "");
  }

  /** Returns the first of the settings or Params at fault. */
  public String name() {
    return names.get(0);
  }

  /** Returns whether a fit is refused. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Returns what, why and what to set in one line. */
  public String message() {
    return what + (why.isEmpty() ? "" : ": " + why) + (remedy.isEmpty() ? "" : " (" + remedy + ")");
  }

  /** Returns what a fit that is refused throws: one that names Params, if they are at fault. */
  public IllegalArgumentException exception() {
    return name().startsWith("spark.")
        ? new IllegalArgumentException(message())
        : new InvalidParamException(message(), names, null);
  }

  /** Returns the first error. */
  public static Optional<Finding> firstError(List<Finding> findings) {
    return findings.stream().filter(Finding::isError).findFirst();
  }

  /**
   * Refuses a fit.
   *
   * @throws IllegalArgumentException if there is an error, with the message of the first
   */
  public static void refuseErrors(List<Finding> findings) {
    Optional<Finding> error = firstError(findings);
    if (error.isPresent()) {
      throw error.get().exception();
    }
  }
}
