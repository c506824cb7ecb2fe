package org.coherer.training.engine.dl4j.adapter;

import java.util.function.Consumer;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter.InputListener;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tells when the backward pass has left a layer. DL4J has no listener for that, but both kinds of
 * network send what comes out of a layer's backward pass through the preprocessor of its input at
 * once, if it has one; so every layer is given one.
 */
final class BackwardHooks {

  private Consumer<String> listener;
  private String first;
  private InputListener inputs;

  /**
   * Returns what is to be a layer's preprocessor.
   *
   * @param key what the listener is told
   * @param own the one that the layer has by itself, or null
   */
  InputPreProcessor around(String key, InputPreProcessor own) {
    return new Hook(this, key, own);
  }

  /** Returns the one that a layer has by itself, or null. */
  static InputPreProcessor inside(InputPreProcessor preProcessor) {
    return preProcessor instanceof Hook hook ? hook.own : preProcessor;
  }

  /** Sets who is told from now on; null for nobody. */
  void listener(Consumer<String> newListener) {
    listener = newListener;
  }

  /** Sets who is given what comes out of the backward pass of a layer; null for nobody. */
  void inputs(String key, InputListener newListener) {
    first = key;
    inputs = newListener;
  }

  private void left(String key) {
    if (listener != null) {
      listener.accept(key);
    }
  }

  private INDArray handedOn(String key, INDArray epsilon) {
    if (inputs != null && key.equals(first)) {
      inputs.gradients(0, epsilon);
    }
    return epsilon;
  }

  /** Does what the layer's own preprocessor does, or else hands on the very array that it gets. */
  private static final class Hook implements InputPreProcessor {

    private static final long serialVersionUID = 1L;

    private final transient BackwardHooks hooks;
    private final String key;
    private final InputPreProcessor own;

    Hook(BackwardHooks hooks, String key, InputPreProcessor own) {
      this.hooks = hooks;
      this.key = key;
      this.own = own;
    }

    @Override
    public INDArray preProcess(INDArray input, int rows, LayerWorkspaceMgr workspaces) {
      return own == null ? input : own.preProcess(input, rows, workspaces);
    }

    @Override
    public INDArray backprop(INDArray epsilon, int rows, LayerWorkspaceMgr workspaces) {
      hooks.left(key);
      return hooks.handedOn(key, own == null ? epsilon : own.backprop(epsilon, rows, workspaces));
    }

    @Override
    public InputPreProcessor clone() {
      return new Hook(hooks, key, own == null ? null : own.clone());
    }

    @Override
    public InputType getOutputType(InputType input) {
      return own == null ? input : own.getOutputType(input);
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(
        INDArray mask, MaskState state, int rows) {
      return own == null ? new Pair<>(mask, state) : own.feedForwardMaskArray(mask, state, rows);
    }
  }
}
