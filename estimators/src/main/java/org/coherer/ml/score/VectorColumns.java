package org.coherer.ml.score;

import java.util.List;
import java.util.stream.IntStream;
import org.coherer.connector.spark.AddedValues;

/**
 * The columns of a model with any number of outputs: a vector for each.
 *
 * @param names their names, in the order of the outputs
 * @param lengths how many numbers each output has; empty before that is known
 */
record VectorColumns(List<String> names, List<Integer> lengths) implements OutputColumns {

  /** Copies the lists. */
  VectorColumns {
    names = List.copyOf(names);
    lengths = List.copyOf(lengths);
  }

  @Override
  public List<OutputColumn> all() {
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                OutputColumn.vector(
                    names.get(i), lengths.isEmpty() ? 0 : lengths.get(i), "outputCols"))
        .toList();
  }

  @Override
  public void fill(float[] inputs, float[] outputs, AddedValues into) {
    int from = 0;
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).isEmpty()) {
        into.put(Doubles.of(outputs, from, lengths.get(i)));
      }
      from += lengths.get(i);
    }
  }
}
