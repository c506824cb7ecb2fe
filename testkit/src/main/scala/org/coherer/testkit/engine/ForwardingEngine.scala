package org.coherer.testkit.engine

import java.io.{InputStream, OutputStream}
import java.util.Optional

import org.coherer.training.engine.{
  Engine,
  EngineCapability,
  Engines,
  InputGradients,
  NetworkEdit,
  NetworkEditing,
  NetworkFile,
  NetworkImport,
  NetworkShape,
  NetworkSpec,
  OptimizerLayout,
  PerceptronBuilder,
  Replica,
  ReplicaSettings,
  Transfer
}

/** An engine of a name of its own that has another one do everything, for suites that override a method.
  *
  * Its networks are those of the other engine under its own name.
  *
  * @param to
  *   the name of the other engine
  */
abstract class ForwardingEngine(override val name: String, to: String) extends Engine {

  protected lazy val inner: Engine = Engines.named(to)

  private def theirs(network: NetworkSpec) = new NetworkSpec(to, network.textFor(name))
  private def ours(network: NetworkSpec) = new NetworkSpec(name, network.textFor(to))
  private def theirs(file: NetworkFile): NetworkFile =
    new NetworkFile(theirs(file.network()), file.parameters(), file.optimizerState())
  private def ours(file: NetworkFile): NetworkFile =
    new NetworkFile(ours(file.network()), file.parameters(), file.optimizerState())
  private def theirs(settings: ReplicaSettings): ReplicaSettings = new ReplicaSettings(
    theirs(settings.network()),
    settings.learningRate(),
    settings.seed(),
    settings.threads(),
    settings.inputGradients()
  )

  override def version(): String = inner.version()
  override def describe(network: NetworkSpec): NetworkShape = inner.describe(theirs(network))
  override def open(settings: ReplicaSettings): Replica = inner.open(theirs(settings))
  override def optimizerLayout(settings: ReplicaSettings): OptimizerLayout =
    inner.optimizerLayout(theirs(settings))
  override def write(file: NetworkFile, out: OutputStream): Unit = inner.write(theirs(file), out)
  override def read(in: InputStream, maxBytes: Long): NetworkFile = ours(inner.read(in, maxBytes))

  private object Editing extends NetworkEditing {
    private lazy val editing = inner.capability(classOf[NetworkEditing]).get
    override def edit(network: NetworkSpec, edit: NetworkEdit): NetworkSpec =
      ours(editing.edit(theirs(network), edit))
    override def transfer(source: NetworkFile, transfer: Transfer): NetworkFile =
      ours(editing.transfer(theirs(source), transfer))
  }

  private object Importing extends NetworkImport {
    private lazy val importer = inner.capability(classOf[NetworkImport]).get
    override def importNetwork(in: InputStream, maxBytes: Long): NetworkFile =
      ours(importer.importNetwork(in, maxBytes))
    override def importText(text: String): NetworkSpec = ours(importer.importText(text))
  }

  private object Perceptrons extends PerceptronBuilder {
    private lazy val builder = inner.capability(classOf[PerceptronBuilder]).get
    override def build(perceptron: PerceptronBuilder.Perceptron): NetworkSpec =
      ours(builder.build(perceptron))
  }

  private object Differentiating extends InputGradients {
    private lazy val inputGradients = inner.capability(classOf[InputGradients]).get
    override def check(network: NetworkSpec, inputs: Int): Unit =
      inputGradients.check(theirs(network), inputs)
  }

  override def capability[C <: EngineCapability](kind: Class[C]): Optional[C] = {
    val found = Seq(Editing, Importing, Perceptrons, Differentiating).find(kind.isInstance)
    if (!inner.capability(kind).isPresent) Optional.empty()
    else found.fold(Optional.empty[C]())(some => Optional.of(kind.cast(some)))
  }
}
