package org.coherer.training.engine.dl4j.extension;

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

/** Runs a dot interaction, number by number in doubles, where DL4J runs the network. */
final class DotInteractionRun extends SameDiffLayer {

  private static final long serialVersionUID = 1L;

  private final int vectors;
  private final int width;
  private final int first;
  private final boolean pairsWithItself;
  private final int outputs;

  DotInteractionRun(
      NeuralNetConfiguration configuration, DotInteractionLayer layer, DataType type) {
    super(configuration, type);
    this.vectors = layer.vectors();
    this.width = layer.width();
    this.first = layer.keepsFirst() ? width : 0;
    this.pairsWithItself = layer.pairsWithItself();
    this.outputs = layer.outputs();
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    double[][] rows = input.toDoubleMatrix();
    double[][] result = new double[rows.length][outputs];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, result[row], 0, first);
      int at = first;
      for (int i = 0; i < vectors; i++) {
        for (int j = pairsWithItself ? i : i + 1; j < vectors; j++) {
          for (int k = 0; k < width; k++) {
            result[row][at] += rows[row][i * width + k] * rows[row][j * width + k];
          }
          at++;
        }
      }
    }
    return made(workspaces, ArrayType.ACTIVATIONS, result);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    double[][] rows = input.toDoubleMatrix();
    double[][] slopes = epsilon.toDoubleMatrix();
    double[][] result = new double[rows.length][vectors * width];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(slopes[row], 0, result[row], 0, first);
      int at = first;
      for (int i = 0; i < vectors; i++) {
        for (int j = pairsWithItself ? i : i + 1; j < vectors; j++) {
          for (int k = 0; k < width; k++) {
            result[row][i * width + k] += slopes[row][at] * rows[row][j * width + k];
            result[row][j * width + k] += slopes[row][at] * rows[row][i * width + k];
          }
          at++;
        }
      }
    }
    INDArray inputs = made(workspaces, ArrayType.ACTIVATION_GRAD, result);
    return new Pair<>(new DefaultGradient(), backpropDropOutIfPresent(inputs));
  }

  private INDArray made(LayerWorkspaceMgr workspaces, ArrayType kind, double[][] rows) {
    return workspaces.leverageTo(kind, Nd4j.createFromArray(rows).castTo(dataType));
  }
}
