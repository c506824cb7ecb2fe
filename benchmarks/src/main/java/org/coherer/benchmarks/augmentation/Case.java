package org.coherer.benchmarks.augmentation;

import java.util.Locale;
import org.coherer.ml.network.Layers;
import org.coherer.ml.network.Network;
import org.coherer.training.augmentation.Augmentation;

/** What is trained: a network, rows for it, and how these are varied. */
enum Case {
  /** A small training set of grey images, 28 x 28 x 1, and a small network: what it is worth. */
  GREY(28, 1, 300, 32, 1),
  /** A network like LeNet for grey images, 28 x 28 x 1: what an epoch costs. */
  LENET(28, 1, 2048, 64, 1),
  /** The same on two ranks. */
  LENET_TWO(28, 1, 2048, 64, 2),
  /** A network for coloured images, 32 x 32 x 3: what an epoch costs. */
  COLOR(32, 3, 1024, 64, 1),
  /** The same on two ranks. */
  COLOR_TWO(32, 3, 1024, 64, 2);

  private static final int CLASSES = 10;

  private final int side;
  private final int channels;
  private final int rows;
  private final int batch;
  private final int workers;

  Case(int side, int channels, int rows, int batch, int workers) {
    this.side = side;
    this.channels = channels;
    this.rows = rows;
    this.batch = batch;
    this.workers = workers;
  }

  /** Returns what result lines and workers call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the case that a label means. */
  static Case of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Returns the pixels of an image in a row. */
  int side() {
    return side;
  }

  int channels() {
    return channels;
  }

  /** Returns the training rows. */
  int rows() {
    return rows;
  }

  /** Returns the rows of a batch, on each rank. */
  int batch() {
    return batch;
  }

  int workers() {
    return workers;
  }

  /** Returns the network. */
  Network network() {
    return switch (this) {
      case GREY -> layers(16, 32, 64, 3);
      case LENET, LENET_TWO -> layers(20, 50, 500, 5);
      case COLOR, COLOR_TWO -> layers(32, 64, 256, 3);
    };
  }

  private Network layers(int first, int second, int dense, int kernel) {
    return Network.sequential(
        Layers.input(side, side, channels),
        Layers.conv2d(first, kernel).activation("relu"),
        Layers.maxPooling2d(2),
        Layers.conv2d(second, kernel).activation("relu"),
        Layers.maxPooling2d(2),
        Layers.flatten(),
        Layers.dense(dense, "relu"),
        Layers.dense(CLASSES, "softmax"));
  }

  /** Returns how training rows are varied: as is usual for such images. */
  Augmentation[] augmentation() {
    return switch (this) {
      case GREY -> new Augmentation[] {Augmentation.mixup(0.4)};
      case LENET, LENET_TWO ->
          new Augmentation[] {
            Augmentation.randomHorizontalFlip(),
            Augmentation.randomCrop(2),
            Augmentation.randomRotation(10),
            Augmentation.cutout(8),
            Augmentation.mixup(0.2)
          };
      case COLOR, COLOR_TWO ->
          new Augmentation[] {
            Augmentation.randomHorizontalFlip(),
            Augmentation.randomCrop(4),
            Augmentation.colorJitter(0.2, 0.2, 0.2),
            Augmentation.cutout(8),
            Augmentation.mixup(0.2)
          };
    };
  }
}
