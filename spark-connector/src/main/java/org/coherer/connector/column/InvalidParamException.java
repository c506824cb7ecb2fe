package org.coherer.connector.column;

import java.util.List;
import java.util.function.Supplier;

/**
 * The value of a Param cannot be used, or Params contradict each other. Names the Params, so that a
 * caller that knows where their values come from can add it to the message.
 */
public class InvalidParamException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String[] params;

  /** Creates an invalid param exception that names the Params whose values are at fault. */
  public InvalidParamException(String message, String... params) {
    this(message, List.of(params), null);
  }

  /** Creates an invalid param exception with a cause. */
  public InvalidParamException(String message, List<String> params, Throwable cause) {
    super(message, cause);
    this.params = params.toArray(new String[0]);
  }

  /** Returns the names of the Params whose values are at fault. */
  public List<String> params() {
    return List.of(params);
  }

  /**
   * Uses the value of a Param.
   *
   * @throws InvalidParamException with the same message, if that throws an {@link
   *     IllegalArgumentException} that names no Params yet
   */
  public static <T> T naming(String param, Supplier<T> use) {
    return naming(List.of(param), use);
  }

  /** Does the same with the values of several Params. */
  public static <T> T naming(List<String> params, Supplier<T> use) {
    try {
      return use.get();
    } catch (InvalidParamException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidParamException(e.getMessage(), params, e);
    }
  }
}
