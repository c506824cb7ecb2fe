package org.coherer.ml.score;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.StructType;

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
  public StructType appendTo(StructType schema) {
    StructType result = schema;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int length = lengths.isEmpty() ? 0 : lengths.get(i);
      result =
          OutputColumns.append(
              result,
              name,
              SQLDataTypes.VectorType(),
              Attributes.vector(name, length),
              "outputCols");
    }
    return result;
  }

  @Override
  public int count() {
    return (int) names.stream().filter(name -> !name.isEmpty()).count();
  }

  @Override
  public void fill(float[] inputs, float[] outputs, Object[] cells, int at) {
    int next = at;
    int from = 0;
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).isEmpty()) {
        cells[next++] = OutputColumns.vector(outputs, from, lengths.get(i));
      }
      from += lengths.get(i);
    }
  }
}
