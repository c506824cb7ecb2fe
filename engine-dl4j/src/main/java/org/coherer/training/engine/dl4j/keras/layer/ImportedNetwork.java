package org.coherer.training.engine.dl4j.keras.layer;

import java.util.Map;
import org.coherer.training.engine.dl4j.keras.file.Weights;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A Keras network, converted for DL4J.
 *
 * @param configuration the network
 * @param parameters of its layers, by the layer's name and DL4J's name of the parameter
 */
public record ImportedNetwork(
    ComputationGraphConfiguration configuration, Map<String, Map<String, Weights>> parameters) {}
