package org.coherer.training.engine.dl4j.adapter;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A layer or a vertex at its place in a network.
 *
 * @param key the name of the layer, as gradients have it
 * @param inputs the keys of those whose outputs it takes, or the names of the network's inputs
 * @param before changes the input, or null
 * @param layer null for another vertex
 * @param vertex null for a layer
 */
public record Stage(
    String key, List<String> inputs, InputPreProcessor before, Layer layer, GraphVertex vertex) {

  /** What the input of a stack is called, whose layers are numbered. */
  public static final String INPUT = "input";
}
