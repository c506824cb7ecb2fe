package org.coherer.training.data;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.encoding.ValueCode;

/**
 * What becomes of the labels of classes when records arrive at their rank, and of the weights of
 * rows: classes are known once all rows were read, and records have a {@link ValueCode} until then.
 *
 * @param codes the code of each class; empty if records have the index of their class already
 * @param weights one factor for each class, by which the weights of its rows are multiplied; empty
 *     to leave them as they are
 */
public record ClassNumbers(List<Float> codes, List<Float> weights) implements Serializable {

  /** Leaves labels and weights as they are. */
  public static final ClassNumbers NONE = new ClassNumbers(List.of(), List.of());

  /** Copies the lists and checks that all codes differ. */
  public ClassNumbers {
    codes = List.copyOf(codes);
    weights = List.copyOf(weights);
    if (codes.stream().distinct().count() < codes.size()) {
      throw new IllegalArgumentException("Invalid codes of classes " + codes + " (must differ)");
    }
  }

  /**
   * Leaves labels as they are.
   *
   * @param weights one factor for each class; empty for none
   */
  public static ClassNumbers ofIndices(List<Double> weights) {
    return new ClassNumbers(List.of(), weights.stream().map(Double::floatValue).toList());
  }

  /** Returns what changes the blocks of a shard. */
  Changer changer(RecordLayout layout) {
    return new Changer(layout);
  }

  /** Changes blocks, one after the other. */
  final class Changer {

    private final RecordLayout layout;
    private final Map<Float, Integer> indices = new HashMap<>();

    private Changer(RecordLayout layout) {
      this.layout = layout;
      codes.forEach(code -> indices.put(code, indices.size()));
    }

    /** Returns a block whose records have the index of their class and their final weight. */
    RecordBlock change(RecordBlock block) {
      if (codes.isEmpty() && weights.isEmpty()) {
        return block;
      }
      byte[] changed = Arrays.copyOf(block.records(), block.records().length);
      ByteBuffer records = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
      for (int row = 0; row < block.rows(); row++) {
        change(
            records,
            block.kind().sparse()
                ? records.getInt(row * Integer.BYTES)
                : row * layout.recordBytes());
      }
      return new RecordBlock(
          block.partition(), block.firstRow(), block.rows(), block.kind(), changed);
    }

    private void change(ByteBuffer records, int at) {
      float label = records.getFloat(at);
      int index = codes.isEmpty() ? (int) label : indices.get(label);
      records.putFloat(at, index);
      if (!weights.isEmpty()) {
        int weight = at + layout.weightAt();
        records.putFloat(weight, records.getFloat(weight) * weights.get(index));
      }
    }
  }
}
