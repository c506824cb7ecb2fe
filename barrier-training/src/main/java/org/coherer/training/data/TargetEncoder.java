package org.coherer.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.Batch;

/** Encodes the targets of rows from their labels, and from their features for autoencoders. */
final class TargetEncoder {

  private static final FloatBuffer ZEROS = filled(0);

  private final TargetEncoding[] parts;

  /** Of each part that is a class, what the targets of other classes are copied from. */
  private final FloatBuffer[] others;

  private final int labels;
  private final int length;

  /** Whether targets have the layout of the labels. */
  private final boolean valuesOnly;

  TargetEncoder(TargetEncoding target) {
    List<TargetEncoding> all = target.parts();
    parts = all.toArray(new TargetEncoding[0]);
    others = new FloatBuffer[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] instanceof TargetEncoding.ClassIndex kind) {
        others[i] = kind.smoothing() == 0 ? ZEROS : filled(kind.off());
      }
    }
    labels = target.labels();
    length = target.length();
    valuesOnly = all.stream().allMatch(TargetEncoding.Values.class::isInstance);
  }

  private static FloatBuffer filled(float value) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(4096).order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int i = 0; i < buffer.capacity(); i++) {
      buffer.put(i, value);
    }
    return buffer;
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
    for (int number = 0; number < parts.length; number++) {
      TargetEncoding part = parts[number];
      if (part instanceof TargetEncoding.ClassIndex) {
        encodeClasses(stored, labelAt, count, batch.targets(), targetAt, number);
      } else if (part instanceof TargetEncoding.Levels) {
        encodeLevels(stored, labelAt, count, batch.targets(), targetAt, part.length());
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
      float[] stored, int labelAt, int count, FloatBuffer targets, int targetAt, int part) {
    TargetEncoding.ClassIndex kind = (TargetEncoding.ClassIndex) parts[part];
    if (kind.classes() == length) {
      fill(targets, targetAt, count * length, others[part]);
    } else {
      for (int i = 0; i < count; i++) {
        fill(targets, targetAt + i * length, kind.classes(), others[part]);
      }
    }
    float right = kind.on();
    for (int i = 0; i < count; i++) {
      targets.put(targetAt + i * length + (int) stored[labelAt + i * labels], right);
    }
  }

  private void encodeLevels(
      float[] stored, int labelAt, int count, FloatBuffer targets, int targetAt, int thresholds) {
    for (int row = 0; row < count; row++) {
      int level = (int) stored[labelAt + row * labels];
      for (int i = 0; i < thresholds; i++) {
        targets.put(targetAt + row * length + i, i < level ? 1 : 0);
      }
    }
  }

  private static void fill(FloatBuffer targets, int from, int count, FloatBuffer value) {
    int end = from + count;
    for (int i = from; i < end; i += value.capacity()) {
      targets.put(i, value, 0, Math.min(value.capacity(), end - i));
    }
  }

  private void copyFeatures(int count, Batch batch, int firstRow, int targetAt) {
    int width = batch.featureLength();
    for (int i = 0; i < count; i++) {
      batch.targets().put(targetAt + i * length, batch.features(), (firstRow + i) * width, width);
    }
  }
}
