package org.coherer.ml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.row.FeatureReader;
import org.coherer.ml.param.HasInputCols;
import org.coherer.ml.param.HasOutputCols;
import org.coherer.training.engine.NetworkShape;

/**
 * The columns of a network with any number of inputs and outputs.
 *
 * @param <S> the type of the stage
 */
public interface PortParams<S> extends ScoringParams<S>, HasInputCols<S>, HasOutputCols<S> {

  /** Sets the defaults of these Params; a constructor calls it. */
  default void setPortDefaults() {
    setDefault(inputCols(), new String[] {"features"});
    setDefault(outputCols(), new String[] {"output"});
  }

  /**
   * Finds the inputs in a schema.
   *
   * @throws IllegalArgumentException if a column is missing or of the wrong type
   */
  default List<FeatureBinding> bindInputs(StructType schema) {
    if (getInputCols().length == 0) {
      throw new IllegalArgumentException("inputCols is empty (must name at least one column)");
    }
    return Arrays.stream(getInputCols())
        .map(name -> FeatureBinding.column(schema, name, List.of()))
        .toList();
  }

  /** Returns the columns that are added, before the network is known. */
  default VectorColumns outputColumns() {
    return new VectorColumns(Arrays.asList(getOutputCols()), List.of());
  }

  /**
   * Returns the columns that are added.
   *
   * @throws IllegalArgumentException if there are not as many names as outputs
   */
  default VectorColumns outputColumns(NetworkShape shape) {
    if (getOutputCols().length != shape.outputs().size()) {
      throw new IllegalArgumentException(
          "outputCols names "
              + getOutputCols().length
              + " columns (must be one for each of the network's outputs "
              + shape.outputs().stream().map(NetworkShape.Output::name).toList()
              + ")");
    }
    return new VectorColumns(
        Arrays.asList(getOutputCols()),
        shape.outputs().stream().map(NetworkShape.Output::length).toList());
  }

  /**
   * Returns what reads the inputs of rows of a schema.
   *
   * @throws IllegalArgumentException if there are not as many columns as inputs
   */
  default List<FeatureReader> readers(StructType schema, NetworkShape shape) {
    List<FeatureBinding> bindings = bindInputs(schema);
    if (bindings.size() != shape.inputs().size()) {
      throw new IllegalArgumentException(
          "inputCols names "
              + bindings.size()
              + " columns (must be one for each of the network's inputs "
              + shape.inputs().stream().map(NetworkShape.Input::name).toList()
              + ")");
    }
    List<FeatureReader> readers = new ArrayList<>();
    for (int i = 0; i < bindings.size(); i++) {
      int length = shape.inputs().get(i).length();
      bindings.get(i).checkLength(length);
      readers.add(new FeatureReader(bindings.get(i), length, rescaling(), invalidPolicy()));
    }
    return readers;
  }
}
