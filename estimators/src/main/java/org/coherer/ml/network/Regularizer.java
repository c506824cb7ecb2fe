package org.coherer.ml.network;

import java.util.Map;
import org.coherer.ml.network.setting.Known;
import org.coherer.ml.network.setting.Settings;

/**
 * A penalty on the weights of a layer, which is added to the loss.
 *
 * @param l1 the factor of the sum of absolute values
 * @param l2 the factor of the sum of squares
 */
public record Regularizer(double l1, double l2) {

  /** Checks that both are finite and not negative. */
  public Regularizer {
    check("l1", l1);
    check("l2", l2);
  }

  private static void check(String name, double factor) {
    if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Invalid "
              + name
              + " "
              + Settings.text(factor)
              + " of a regularizer (must be at least 0)");
    }
  }

  /** Returns the penalty of absolute values. */
  public static Regularizer l1(double factor) {
    return new Regularizer(factor, 0);
  }

  /** Returns the penalty of squares. */
  public static Regularizer l2(double factor) {
    return new Regularizer(0, factor);
  }

  /** Returns it as Keras writes it. */
  Map<String, Object> json() {
    return l1 == 0
        ? Known.object("keras.regularizers", "L2", Map.of("l2", l2))
        : l2 == 0
            ? Known.object("keras.regularizers", "L1", Map.of("l1", l1))
            : Known.object("keras.regularizers", "L1L2", Map.of("l1", l1, "l2", l2));
  }
}
