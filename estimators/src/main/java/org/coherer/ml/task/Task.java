package org.coherer.ml.task;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.AutoencoderParams;
import org.coherer.ml.param.ClassifierParams;
import org.coherer.ml.param.GeneralParams;
import org.coherer.ml.param.RegressorParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.Transfer.NewOutput;

/**
 * What the estimators differ in when they fit: which columns they train on, and what they want of a
 * network. All methods run on the driver before anything starts, and throw an {@link
 * IllegalArgumentException} that says what is wrong and what to do.
 */
public interface Task {

  /**
   * Returns that of an estimator.
   *
   * @param schema the columns that it is to train on
   */
  static Task of(TrainingParams<?> params, StructType schema) {
    if (params instanceof ClassifierParams<?> classifier) {
      return ClassificationTask.of(classifier, schema);
    }
    if (params instanceof RegressorParams<?> regressor) {
      return RegressionTask.of(regressor);
    }
    if (params instanceof AutoencoderParams<?> autoencoder) {
      return new ReconstructionTask(autoencoder);
    }
    if (params instanceof GeneralParams<?> general) {
      return new GeneralTask(general);
    }
    throw new IllegalArgumentException(
        "Unknown kind of estimator " + params.getClass().getName() + " (must be one of Coherer's)");
  }

  /**
   * Returns the same task with other Params.
   *
   * @param params those of a copy of the stage, in which what was not set may have been chosen
   */
  Task with(TrainingParams<?> params);

  /** Finds the columns in a schema. */
  TrainingColumns columns(StructType schema);

  /**
   * Returns the outputs that a perceptron must have, as far as columns and Params tell; 0 if the
   * rows have to. May read one row.
   *
   * @throws IllegalArgumentException if its layers have to be set
   */
  default int outputs(Dataset<?> data, TrainingColumns columns) {
    throw new IllegalArgumentException(
        "No network is set (set one of " + String.join(", ", Alternatives.NETWORK) + ")");
  }

  /**
   * Returns a number of outputs that Params are checked with before the rows have told how many
   * there are.
   */
  default int provisionalOutputs() {
    return 2;
  }

  /** Checks that the network suits the task, and returns what its outputs are compared with. */
  TargetEncoding target(NetworkShape shape);

  /** Returns what the outputs of a new last layer stand for. */
  default NewOutput.Meaning newOutputs() {
    return NewOutput.Meaning.VALUES;
  }

  /** Returns whether every worker is to get its share of the rows of each class. */
  default boolean stratified() {
    return false;
  }

  /** Returns by what the weights of rows are multiplied, by class; empty for nothing. */
  default List<Double> classWeights() {
    return List.of();
  }

  /**
   * Returns whether the weights of rows are to be multiplied so that each class weighs as much as
   * any other in training.
   */
  default boolean balanced() {
    return false;
  }

  /** Returns the type of the column with labels of classes; that of indices if there is none. */
  default DataType labelType(StructType schema) {
    return ClassLabels.NONE.type();
  }

  /** Returns what is known of the classes that the outputs of the network stand for. */
  default ClassLabels labels(StructType schema, NetworkShape shape) {
    return ClassLabels.NONE;
  }

  /**
   * Returns whether the labels are levels in an order, of which a network has an output for each
   * but the lowest.
   */
  default boolean hasLevels() {
    return false;
  }

  /** Returns how many classes or levels so many outputs tell. */
  default int classesOf(int outputs) {
    return hasLevels() ? outputs + 1 : outputs;
  }

  /** Returns whether the task's perceptrons give probabilities, of classes or labels. */
  default boolean hasClasses() {
    return false;
  }

  /**
   * Returns whether the loss that is set says what the last layer gives, rather than replaces that
   * of the network.
   */
  default boolean lossSaysOutput() {
    return false;
  }

  /** Returns what the last layer of the task's perceptrons gives. */
  PerceptronBuilder.Output output();
}
