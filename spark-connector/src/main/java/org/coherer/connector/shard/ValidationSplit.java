package org.coherer.connector.shard;

import java.io.Serializable;
import org.coherer.connector.column.InvalidParamException;

/**
 * Which rows a hash of the row selects for the validation set.
 *
 * @param fraction the fraction of all rows; 0 selects none
 * @param seed what the hash depends on besides the row
 */
public record ValidationSplit(double fraction, long seed) implements Serializable {

  /** Selects no row. */
  public static final ValidationSplit NONE = new ValidationSplit(0, 0);

  /** Checks the fraction. */
  public ValidationSplit {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new InvalidParamException(
          "Invalid validationFraction " + fraction + " (must be in [0, 1))", "validationFraction");
    }
  }
}
