package org.coherer.training.engine.dl4j.update;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.adapter.Workspaces;
import org.coherer.training.engine.dl4j.natives.NativeArrays;
import org.coherer.training.optimizer.FlatOptimizer;
import org.coherer.training.vector.FlatVector;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the steps of a network's optimizers, as DL4J's updater does: block by block, each as a
 * {@link FusedBlock} if it can be one, otherwise by DL4J. Where gradients are limited by the norm
 * of a whole layer, DL4J does that first.
 */
public final class NetworkOptimizer implements Updater {

  /** A layer whose gradients DL4J limits. */
  private record Limited(Trainable layer, Gradient gradient) {}

  private final BaseMultiLayerUpdater<?> updater;
  private final FlatVector state;
  private final FlatOptimizer flat;
  private final LayerWorkspaceMgr workspaces = Workspaces.updater();
  private final List<INDArray> dividedFirst = new ArrayList<>();
  private final List<Limited> limited = new ArrayList<>();
  private final List<FusedBlock> fused = new ArrayList<>();
  private final List<UpdaterBlock> others = new ArrayList<>();

  /** Creates a network optimizer, and the state of DL4J's updater. */
  public NetworkOptimizer(NetworkAdapter network, FlatVector parameters, FlatVector gradients) {
    updater = network.updater();
    state = NativeArrays.vector(updater.getStateViewArray());
    flat = new FlatOptimizer(parameters, gradients, state);
    Set<Trainable> byDl4j = Collections.newSetFromMap(new IdentityHashMap<>());
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      boolean whole = !FusedBlock.canBe(block);
      block.getLayersAndVariablesInBlock().stream()
          .map(ParamState::getLayer)
          .filter(layer -> isLimited(layer, whole))
          .forEach(byDl4j::add);
    }
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      if (FusedBlock.canBe(block)) {
        fused.add(new FusedBlock(block, byDl4j::contains));
      } else {
        others.add(block);
      }
    }
    divideFirst(byDl4j);
    byDl4j.forEach(this::limit);
  }

  /**
   * Returns whether DL4J limits the gradients of a layer: a flat optimizer can only do so one by
   * one.
   */
  private static boolean isLimited(Trainable layer, boolean always) {
    GradientNormalization how = layer.getConfig().getGradientNormalization();
    return how != null
        && how != GradientNormalization.None
        && (always || how != GradientNormalization.ClipElementWiseAbsoluteValue);
  }

  private void divideFirst(Set<Trainable> byDl4j) {
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      for (ParamState variable : block.getLayersAndVariablesInBlock()) {
        if (others.contains(block) || byDl4j.contains(variable.getLayer())) {
          dividedFirst.add(variable.getGradView());
        }
      }
    }
  }

  private void limit(Trainable layer) {
    Gradient gradient = new DefaultGradient();
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      block.getLayersAndVariablesInBlock().stream()
          .filter(variable -> variable.getLayer() == layer)
          .forEach(
              variable -> gradient.setGradientFor(variable.getParamName(), variable.getGradView()));
    }
    limited.add(new Limited(layer, gradient));
  }

  @Override
  public FlatVector state() {
    return state;
  }

  @Override
  public void step(double weight, int iteration, int epoch) {
    dividedFirst.forEach(part -> part.divi(weight));
    limited.forEach(one -> updater.preApply(one.layer(), one.gradient(), iteration));
    fused.forEach(block -> block.step(flat, (float) weight, iteration, epoch));
    others.forEach(block -> step(block, iteration, epoch));
  }

  private void step(UpdaterBlock block, int iteration, int epoch) {
    MemoryWorkspace workspace = workspaces.notifyScopeEntered(ArrayType.UPDATER_WORKING_MEM);
    try {
      block.update(iteration, epoch);
    } finally {
      workspace.close();
    }
    for (ParamState variable : block.getLayersAndVariablesInBlock()) {
      variable.getParamView().subi(variable.getGradView());
    }
  }

  @Override
  public void close() {
    INDArray memory = updater.getStateViewArray();
    if (memory != null) {
      memory.close();
    }
  }
}
