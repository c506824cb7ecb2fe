package org.coherer.training.engine.dl4j.extension;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The settings of a layer that DL4J lacks. Where DL4J runs the network, it runs by ND4J's
 * operations, without SameDiff, whose graphs need classes of their own.
 */
public abstract class ExtensionLayer extends SameDiffLayer {

  private static final long serialVersionUID = 1L;

  /** Returns how many numbers a row of its input has. */
  abstract int inputs();

  /** Returns what runs it, without parameters yet. */
  abstract org.deeplearning4j.nn.layers.samediff.SameDiffLayer run(
      NeuralNetConfiguration configuration, DataType type);

  @Override
  public final Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray params,
      boolean initialize,
      DataType type) {
    org.deeplearning4j.nn.layers.samediff.SameDiffLayer run = run(configuration, type);
    run.setIndex(index);
    run.setParamsViewArray(params);
    run.setParamTable(initializer().init(configuration, params, initialize));
    run.setConf(configuration);
    return run;
  }

  /** Not to be called. */
  @Override
  public final SDVariable defineLayer(
      SameDiff graph, SDVariable input, Map<String, SDVariable> params, SDVariable mask) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " runs without SameDiff");
  }
}
