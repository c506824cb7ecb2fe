package org.coherer.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.Batch;

/** Encodes the targets of rows from their labels, and from their features for autoencoders. */
final class TargetEncoder {

  private static final FloatBuffer ZEROS =
      ByteBuffer.allocateDirect(4096).order(ByteOrder.nativeOrder()).asFloatBuffer();

  private final TargetEncoding[] parts;
  private final int labels;
  private final int length;

  /** Whether targets have the layout of the labels. */
  private final boolean valuesOnly;

  TargetEncoder(TargetEncoding target) {
    List<TargetEncoding> all = target.parts();
    parts = all.toArray(new TargetEncoding[0]);
    labels = target.labels();
    length = target.length();
    valuesOnly = all.stream().allMatch(TargetEncoding.Values.class::isInstance);
  }

  /**
   * Writes the targets of some rows, whose features are already in the batch.
   *
   * @param stored the labels, row by row; values among them are scaled in place
   * @param firstRow the index of the first row to write
   */
  void encode(float[] stored, int count, Batch batch, int firstRow) {
    scale(stored, count);
    if (valuesOnly) {
      batch.targets().put(firstRow * length, stored, 0, count * length);
      return;
    }
    int labelAt = 0;
    int targetAt = firstRow * length;
    for (TargetEncoding part : parts) {
      if (part instanceof TargetEncoding.ClassIndex) {
        encodeClasses(stored, labelAt, count, batch.targets(), targetAt, part.length());
      } else if (part instanceof TargetEncoding.Values) {
        for (int i = 0; i < count; i++) {
          int at = targetAt + i * length;
          batch.targets().put(at, stored, labelAt + i * labels, part.length());
        }
      } else {
        copyFeatures(count, batch, firstRow, targetAt);
      }
      labelAt += part.labels();
      targetAt += part.length();
    }
  }

  private void scale(float[] stored, int count) {
    int labelAt = 0;
    for (TargetEncoding part : parts) {
      if (part instanceof TargetEncoding.Values values && !values.scaling().isIdentity()) {
        for (int i = 0; i < count; i++) {
          values.scaling().apply(stored, labelAt + i * labels, part.length());
        }
      }
      labelAt += part.labels();
    }
  }

  private void encodeClasses(
      float[] stored, int labelAt, int count, FloatBuffer targets, int targetAt, int classes) {
    if (classes == length) {
      clear(targets, targetAt, count * classes);
    } else {
      for (int i = 0; i < count; i++) {
        clear(targets, targetAt + i * length, classes);
      }
    }
    for (int i = 0; i < count; i++) {
      targets.put(targetAt + i * length + (int) stored[labelAt + i * labels], 1f);
    }
  }

  private static void clear(FloatBuffer targets, int from, int count) {
    int end = from + count;
    for (int i = from; i < end; i += ZEROS.capacity()) {
      targets.put(i, ZEROS, 0, Math.min(ZEROS.capacity(), end - i));
    }
  }

  private void copyFeatures(int count, Batch batch, int firstRow, int targetAt) {
    int width = batch.featureLength();
    for (int i = 0; i < count; i++) {
      batch.targets().put(targetAt + i * length, batch.features(), (firstRow + i) * width, width);
    }
  }
}
