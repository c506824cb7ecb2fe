package org.coherer.training.export;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.encoding.FeatureEncoding;
import org.coherer.training.encoding.TableEncoding;
import org.coherer.training.engine.NetworkFile;

/**
 * A trained model as it leaves.
 *
 * @param network the network
 * @param inputs the names of what a row brings: one for each input of the network, or for each
 *     column of a table
 * @param features what becomes of the numbers of a row before the network takes them
 * @param outputs what becomes of the numbers that the network gives
 * @param facts what a reader of the file wants to know beside, such as what classes are called; by
 *     name
 */
public record ExportedModel(
    NetworkFile network,
    List<String> inputs,
    FeatureEncoding features,
    ExportedOutputs outputs,
    SortedMap<String, String> facts) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there are columns of ids, whose tables are no part of a
   *     network, or a table has another number of columns
   */
  public ExportedModel {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(outputs, "outputs");
    inputs = List.copyOf(inputs);
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    if (features instanceof EmbeddingEncoding embedding) {
      throw new IllegalArgumentException(
          "Cannot export a model with the columns of ids "
              + embedding.inputs().stream().map(input -> input.column()).toList()
              + ": their embedding tables are no part of the network (save the model without a"
              + " format, or train one without embeddings)");
    }
    if (features instanceof TableEncoding table && table.columns().size() != inputs.size()) {
      throw new IllegalArgumentException(
          "Cannot export a model of a table of "
              + table.columns().size()
              + " columns with the "
              + inputs.size()
              + " names "
              + inputs
              + " (must be one each: set featuresCols)");
    }
  }
}
