package org.coherer.training.engine.dl4j.extension;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a periodic embedding, number by number in doubles, where DL4J runs the network. */
final class PeriodicEmbeddingRun extends SameDiffLayer {

  private static final long serialVersionUID = 1L;

  private final int features;
  private final int waves;
  private final int mixtures;
  private final int outputs;

  PeriodicEmbeddingRun(
      NeuralNetConfiguration configuration, PeriodicEmbeddingLayer layer, DataType type) {
    super(configuration, type);
    this.features = layer.features();
    this.waves = layer.waves();
    this.mixtures = layer.mixtures();
    this.outputs = layer.outputs();
  }

  /** The parameters, or their gradients, as numbers in the order in which they lie in memory. */
  private static final class Numbers {

    final double[] frequency;
    final double[] phase;
    final double[] mixture;
    final double[] offset;
    final double[] scale;

    Numbers(Map<String, double[]> all) {
      frequency = all.get(PeriodicEmbeddingLayer.FREQUENCY);
      phase = all.get(PeriodicEmbeddingLayer.PHASE);
      mixture = all.get(PeriodicEmbeddingLayer.MIXTURE);
      offset = all.get(PeriodicEmbeddingLayer.OFFSET);
      scale = all.get(PeriodicEmbeddingLayer.SCALE);
    }
  }

  private Numbers parameters() {
    Map<String, double[]> all = new HashMap<>();
    paramTable.forEach((name, values) -> all.put(name, values.dup('c').data().asDouble()));
    return new Numbers(all);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    Numbers with = parameters();
    double[][] rows = input.toDoubleMatrix();
    double[][] result = new double[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      result[row] = unscaled(with, rows[row]);
      for (int i = 0; i < outputs; i++) {
        result[row][i] *= with.scale[i];
      }
    }
    return made(workspaces, ArrayType.ACTIVATIONS, result);
  }

  private double[] unscaled(Numbers with, double[] x) {
    double[] out = new double[outputs];
    for (int f = 0; f < features; f++) {
      out[f] = x[f];
      for (int k = 0; k < mixtures; k++) {
        double sum = with.offset[k * features + f];
        for (int h = 0; h < waves; h++) {
          sum += with.mixture[(k * features + f) * waves + h] * Math.cos(angle(with, x, f, h));
        }
        out[(k + 1) * features + f] = sum;
      }
    }
    return out;
  }

  private double angle(Numbers with, double[] x, int f, int h) {
    int at = f * waves + h;
    return 2 * Math.PI * with.frequency[at] * x[f] + with.phase[at];
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    Numbers with = parameters();
    Map<String, double[]> found = new HashMap<>();
    gradTable.forEach((name, view) -> found.put(name, new double[(int) view.length()]));
    Numbers gradients = new Numbers(found);
    double[][] rows = input.toDoubleMatrix();
    double[][] slopes = epsilon.toDoubleMatrix();
    double[][] result = new double[rows.length][features];
    for (int row = 0; row < rows.length; row++) {
      double[] out = unscaled(with, rows[row]);
      for (int i = 0; i < outputs; i++) {
        gradients.scale[i] += slopes[row][i] * out[i];
        slopes[row][i] *= with.scale[i];
      }
      for (int f = 0; f < features; f++) {
        result[row][f] = slopes[row][f] + throughWaves(with, gradients, rows[row], slopes[row], f);
      }
    }
    Gradient gradient = new DefaultGradient();
    gradTable.forEach(
        (name, view) -> {
          view.assign(Nd4j.createFromArray(found.get(name)).reshape('c', view.shape()));
          gradient.setGradientFor(name, view);
        });
    INDArray inputs = made(workspaces, ArrayType.ACTIVATION_GRAD, result);
    return new Pair<>(gradient, backpropDropOutIfPresent(inputs));
  }

  /** Adds what one row says of one feature's waves, and returns the slope along the feature. */
  private double throughWaves(Numbers with, Numbers gradients, double[] x, double[] slopes, int f) {
    double slope = 0;
    for (int k = 0; k < mixtures; k++) {
      gradients.offset[k * features + f] += slopes[(k + 1) * features + f];
    }
    for (int h = 0; h < waves; h++) {
      double angle = angle(with, x, f, h);
      double turning = 0;
      for (int k = 0; k < mixtures; k++) {
        int at = (k * features + f) * waves + h;
        double of = slopes[(k + 1) * features + f];
        gradients.mixture[at] += of * Math.cos(angle);
        turning -= of * with.mixture[at] * Math.sin(angle);
      }
      int at = f * waves + h;
      gradients.phase[at] += turning;
      gradients.frequency[at] += 2 * Math.PI * x[f] * turning;
      slope += 2 * Math.PI * with.frequency[at] * turning;
    }
    return slope;
  }

  private INDArray made(LayerWorkspaceMgr workspaces, ArrayType kind, double[][] rows) {
    return workspaces.leverageTo(kind, Nd4j.createFromArray(rows).castTo(dataType));
  }
}
