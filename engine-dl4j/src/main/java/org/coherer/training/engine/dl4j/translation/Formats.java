package org.coherer.training.engine.dl4j.translation;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;

/** The orders of dimensions that our layers know. */
final class Formats {

  private Formats() {}

  /** Refuses images whose channels come last. */
  static void require(String key, CNN2DFormat format) throws UntranslatableException {
    if (format != CNN2DFormat.NCHW) {
      throw new UntranslatableException(key, "has images in the format " + format);
    }
  }

  /** Refuses sequences whose channels come last. */
  static void require(String key, RNNFormat format) throws UntranslatableException {
    if (format != null && format != RNNFormat.NCW) {
      throw new UntranslatableException(key, "has sequences in the format " + format);
    }
  }
}
