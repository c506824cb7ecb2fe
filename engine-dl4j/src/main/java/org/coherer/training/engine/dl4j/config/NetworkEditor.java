package org.coherer.training.engine.dl4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.coherer.training.engine.NetworkEdit;
import org.coherer.training.engine.NetworkEdit.OptimizerChoice;
import org.coherer.training.engine.dl4j.extension.RateFactor;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** Changes how a network is trained. Layers that are frozen, or have a NoOp optimizer, stay so. */
public final class NetworkEditor {

  private final NetworkConfiguration network;
  private final NetworkEdit edit;

  public NetworkEditor(NetworkConfiguration network, NetworkEdit edit) {
    this.network = network;
    this.edit = edit;
  }

  /** Changes the network. */
  public void apply() {
    for (LayerPlace place : network.places()) {
      place.trained().forEach(this::editTraining);
    }
    edit.dropout().ifPresent(this::setDropout);
    edit.loss().ifPresent(this::setLoss);
  }

  private void editTraining(Layer layer) {
    if (layer instanceof BaseLayer base) {
      base.setIUpdater(optimizer(base.getIUpdater()));
      base.setBiasUpdater(optimizer(base.getBiasUpdater()));
      base.setRegularization(penalties(base.getRegularization()));
    } else if (layer instanceof AbstractSameDiffLayer base) {
      base.setUpdater(optimizer(base.getUpdater()));
      base.setBiasUpdater(optimizer(base.getBiasUpdater()));
      base.setRegularization(penalties(base.getRegularization()));
    }
  }

  private IUpdater optimizer(IUpdater before) {
    IUpdater plain = RateFactor.plain(before);
    boolean stays = plain == null || plain instanceof NoOp || edit.optimizer().isEmpty();
    return stays
        ? before
        : RateFactor.replacing(before, Optimizers.of(edit.optimizer().get(), plain));
  }

  private List<Regularization> penalties(List<Regularization> before) {
    List<Regularization> after = new ArrayList<>(before == null ? List.of() : before);
    replace(after, L1Regularization.class, edit.l1(), L1Regularization::new);
    replace(after, L2Regularization.class, edit.l2(), L2Regularization::new);
    replace(after, WeightDecay.class, edit.weightDecay(), value -> new WeightDecay(value, true));
    if (decaysByDefault() && after.stream().noneMatch(WeightDecay.class::isInstance)) {
      after.add(new WeightDecay(Optimizers.ADAMW_DECAY, true));
    }
    return after;
  }

  private boolean decaysByDefault() {
    return edit.weightDecay().isEmpty()
        && edit.optimizer().map(OptimizerChoice::name).filter("adamw"::equals).isPresent();
  }

  /** Makes a penalty of a coefficient. */
  private interface Penalty {
    Regularization of(double coefficient);
  }

  private static void replace(
      List<Regularization> penalties,
      Class<? extends Regularization> kind,
      OptionalDouble coefficient,
      Penalty penalty) {
    if (coefficient.isPresent()) {
      penalties.removeIf(kind::isInstance);
      if (coefficient.getAsDouble() > 0) {
        penalties.add(penalty.of(coefficient.getAsDouble()));
      }
    }
  }

  private void setDropout(double probability) {
    List<Layer> layers =
        network.places().stream()
            .flatMap(place -> place.trained().stream())
            .filter(layer -> layer.getIDropout() != null)
            .toList();
    if (layers.isEmpty() && probability > 0) {
      layers =
          network.places().stream()
              .filter(place -> !place.takesInput())
              .flatMap(place -> place.trained().stream())
              .filter(NetworkEditor::takesDropout)
              .toList();
      if (layers.isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot drop with probability "
                + probability
                + ": the network has no dense layer behind another layer (add one, or leave"
                + " dropout out)");
      }
    }
    // DL4J names the probability to be kept.
    layers.forEach(
        layer -> layer.setIDropout(probability == 0 ? null : new Dropout(1 - probability)));
  }

  private static boolean takesDropout(Layer layer) {
    return layer instanceof DenseLayer || layer instanceof BaseOutputLayer;
  }

  private void setLoss(String name) {
    Layer output = network.outputLayer();
    if (output instanceof BaseOutputLayer dense) {
      dense.setLossFn(Losses.of(name, dense.getActivationFn()));
    } else if (output instanceof LossLayer loss) {
      loss.setLossFn(Losses.of(name, loss.getActivationFn()));
    }
  }
}
