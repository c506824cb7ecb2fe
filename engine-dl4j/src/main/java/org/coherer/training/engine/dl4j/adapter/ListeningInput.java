package org.coherer.training.engine.dl4j.adapter;

import org.coherer.training.engine.dl4j.adapter.NetworkAdapter.InputListener;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.InputVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An input of a graph that hands over its gradients. */
@SuppressWarnings("overrides") // one of DL4J's methods lacks the dots of the one that it overrides
final class ListeningInput extends InputVertex {

  private static final long serialVersionUID = 1L;

  private final int number;
  private final transient InputListener listener;

  /** Takes the place of another one. */
  ListeningInput(ComputationGraph network, GraphVertex input, int number, InputListener listener) {
    super(
        network,
        input.getVertexName(),
        input.getVertexIndex(),
        input.getOutputVertices(),
        network.getConfiguration().getDataType());
    this.number = number;
    this.listener = listener;
  }

  @Override
  public void setEpsilon(INDArray values) {
    super.setEpsilon(values);
    listener.gradients(number, values);
  }
}
