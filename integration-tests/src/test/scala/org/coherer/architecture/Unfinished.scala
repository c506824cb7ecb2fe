package org.coherer.architecture

/** What does not keep a rule yet. Suites compare for equality, so an entry goes when its cause does. */
object Unfinished {

  val largePackages: Set[String] = Set("org.coherer.ml")

  val packagesOfOneClass: Set[String] = Set("org.coherer.training.crypto", "org.coherer.connector.progress")

  /** Records and constructors with more than seven components. */
  val manyComponents: Set[String] = Set(
    "PartitionReport",
    "Provenance",
    "ShardingPlan",
    "TrainingHistory.Epoch",
    "TrainingLoop",
    "TrainingPlan",
    "TrainingStep",
    "TransportSettings"
  )

  /** Public members that show a type which is not public, as `Class.member: type`. */
  val hiddenTypes: Set[String] = Set(
    "AutoencoderModel.trained: TrainedNetwork",
    "NeuralNetworkClassificationModel.trained: TrainedNetwork",
    "NeuralNetworkModel.trained: TrainedNetwork",
    "NeuralNetworkRegressionModel.trained: TrainedNetwork",
    "TrainedModel.trained: TrainedNetwork",
    "PortParams.outputColumns: VectorColumns",
    "ReconstructionParams.reconstructionColumns: ReconstructionColumns",
    "InternalReader: RowReader",
    "BinaryCrossEntropy: RowwiseLoss",
    "PowerError: RowwiseLoss",
    "SoftmaxCrossEntropy: RowwiseLoss",
    "VariableBlock.<init>: Variable",
    "VariableBlock.variables: Variable"
  )
}
