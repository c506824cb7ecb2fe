package org.coherer.testkit.staged;

import org.coherer.training.engine.NetworkShape;

/** What the last layer gives, with the loss that belongs to it. */
enum Output {
  /**
   * A distribution: {@code p = softmax(z)}, with the cross-entropy {@code -sum of t log p} as loss.
   */
  SOFTMAX {
    @Override
    void activate(float[] z, int from, int count) {
      double shift = logOfSum(z, from, count);
      for (int i = from; i < from + count; i++) {
        z[i] = (float) Math.exp(z[i] - shift);
      }
    }

    @Override
    double loss(float[] z, float[] targets, int from, int count) {
      double shift = logOfSum(z, from, count);
      double sum = 0;
      for (int i = from; i < from + count; i++) {
        sum -= targets[i] * (z[i] - shift);
      }
      return sum;
    }

    @Override
    void slopes(float[] outputs, float[] targets, double weight, int from, int count) {
      double total = 0;
      for (int i = from; i < from + count; i++) {
        total += targets[i];
      }
      for (int i = from; i < from + count; i++) {
        outputs[i] = (float) (weight * (outputs[i] * total - targets[i]));
      }
    }
  },

  /** The sums themselves, with the mean squared error {@code sum of (z - t)^2 / k} as loss. */
  IDENTITY {
    @Override
    void activate(float[] z, int from, int count) {
      // They are the outputs.
    }

    @Override
    double loss(float[] z, float[] targets, int from, int count) {
      double sum = 0;
      for (int i = from; i < from + count; i++) {
        double error = z[i] - targets[i];
        sum += error * error;
      }
      return sum / count;
    }

    @Override
    void slopes(float[] outputs, float[] targets, double weight, int from, int count) {
      for (int i = from; i < from + count; i++) {
        outputs[i] = (float) (weight * 2 * (outputs[i] - targets[i]) / count);
      }
    }
  },

  /**
   * Probabilities {@code p = sigmoid(z)} of labels, with the sum of binary cross-entropies {@code
   * softplus(z) - t z} as loss.
   */
  SIGMOID {
    @Override
    void activate(float[] z, int from, int count) {
      for (int i = from; i < from + count; i++) {
        z[i] = (float) Activation.sigmoid(z[i]);
      }
    }

    @Override
    double loss(float[] z, float[] targets, int from, int count) {
      double sum = 0;
      for (int i = from; i < from + count; i++) {
        sum += Activation.softplus(z[i]) - targets[i] * z[i];
      }
      return sum;
    }

    @Override
    void slopes(float[] outputs, float[] targets, double weight, int from, int count) {
      for (int i = from; i < from + count; i++) {
        outputs[i] = (float) (weight * (outputs[i] - targets[i]));
      }
    }
  },

  /** Expected counts {@code y = softplus(z)}, with the Poisson loss {@code y - t log(y)}. */
  SOFTPLUS {
    @Override
    void activate(float[] z, int from, int count) {
      for (int i = from; i < from + count; i++) {
        z[i] = (float) Activation.softplus(z[i]);
      }
    }

    @Override
    double loss(float[] z, float[] targets, int from, int count) {
      double sum = 0;
      for (int i = from; i < from + count; i++) {
        double y = Activation.softplus(z[i]);
        sum += y - targets[i] * Math.log(Math.max(y, Double.MIN_VALUE));
      }
      return sum;
    }

    @Override
    void slopes(float[] outputs, float[] targets, double weight, int from, int count) {
      for (int i = from; i < from + count; i++) {
        double sigmoid = -Math.expm1(-outputs[i]);
        double ratio = outputs[i] > 0 ? sigmoid / outputs[i] : 1;
        outputs[i] = (float) (weight * (sigmoid - targets[i] * ratio));
      }
    }
  };

  /** Returns what the outputs are. */
  NetworkShape.Content content() {
    return switch (this) {
      case SOFTMAX -> NetworkShape.Content.CLASSES;
      case IDENTITY -> NetworkShape.Content.VALUES;
      case SIGMOID -> NetworkShape.Content.LABELS;
      case SOFTPLUS -> NetworkShape.Content.COUNTS;
    };
  }

  /** Replaces the sums z of a row by its outputs. */
  abstract void activate(float[] z, int from, int count);

  /** Returns the loss of a row that has these sums. */
  abstract double loss(float[] z, float[] targets, int from, int count);

  /** Replaces the outputs of a row by weight x the derivatives of its loss by the sums. */
  abstract void slopes(float[] outputs, float[] targets, double weight, int from, int count);

  private static double logOfSum(float[] z, int from, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, z[i]);
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += Math.exp(z[i] - largest);
    }
    return largest + Math.log(sum);
  }
}
