package org.coherer.ml

import org.coherer.connector.column.{ClassLabels, LearnedPreprocessing}
import org.coherer.ml.fit.TrainedNetwork
import org.coherer.ml.persistence.ModelArtifact
import org.coherer.training.encoding.{FeatureEncoding, Rescaling, Scaling}

/** Models of a network that is trained already, with something learned beside it. */
trait WithLearned {

  protected def learned(
      features: FeatureEncoding = Rescaling.NONE,
      targets: Scaling = Rescaling.NONE,
      labels: ClassLabels = ClassLabels.NONE
  ): LearnedPreprocessing = new LearnedPreprocessing(features, targets, labels)

  /** The network of a model, with something else learned beside it. */
  protected def network(model: TrainedModel[_], learned: LearnedPreprocessing): ModelNetwork = {
    val saved = model.artifact()
    val artifact = new ModelArtifact(saved.network, learned, saved.provenance, saved.history)
    new ModelNetwork(TrainedNetwork.of(artifact))
  }

  protected def withLearned(
      model: NeuralNetworkClassificationModel,
      learned: LearnedPreprocessing
  ): NeuralNetworkClassificationModel =
    new NeuralNetworkClassificationModel("learned", network(model, learned))
}
