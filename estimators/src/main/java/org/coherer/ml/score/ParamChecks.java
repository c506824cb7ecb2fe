package org.coherer.ml.score;

import org.apache.spark.ml.param.Params;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.Alternatives;

/** Checks of several Params together. */
public final class ParamChecks {

  private ParamChecks() {}

  /**
   * Checks that at most one of two Params is set.
   *
   * @throws InvalidParamException if both are
   */
  public static void exclusive(Params stage, String one, String other) {
    if (Alternatives.isSet(stage, one) && Alternatives.isSet(stage, other)) {
      throw new InvalidParamException(
          "Both " + one + " and " + other + " are set (clear one of them)", one, other);
    }
  }
}
