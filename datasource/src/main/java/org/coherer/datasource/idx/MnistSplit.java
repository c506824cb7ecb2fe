package org.coherer.datasource.idx;

import java.util.Locale;

/** A pair of files with the names that MNIST gave them and its relatives kept. */
enum MnistSplit {
  TRAIN("train"),
  TEST("t10k");

  private final String prefix;

  MnistSplit(String prefix) {
    this.prefix = prefix;
  }

  static MnistSplit of(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "train" -> TRAIN;
      case "t10k", "test" -> TEST;
      default -> throw new IllegalArgumentException("Invalid split '" + text + "'");
    };
  }

  String imagesName() {
    return prefix + "-images-idx3-ubyte";
  }

  String labelsName() {
    return prefix + "-labels-idx1-ubyte";
  }
}
