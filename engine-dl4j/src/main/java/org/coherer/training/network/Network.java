package org.coherer.training.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.coherer.training.network.memory.Addition;
import org.coherer.training.network.memory.Memory;
import org.coherer.training.trace.Phase;
import org.coherer.training.trace.Tracer;

/**
 * A network of layers with one input and one output, executed in memory that is reserved for the
 * largest batch so far. Used by one thread at a time.
 */
public final class Network implements AutoCloseable {

  private final List<Node> nodes;
  private final Loss loss;

  /** The shape of the network's input, then those of the nodes' outputs. */
  private final List<Shape> shapes;

  private final DifferentiatedInputs differentiated;
  private final NetworkMemory memory;
  private final Addition addition = new Addition();

  /** The inputs of each node, in arrays that every batch fills again. */
  private final Memory[][] inputs;

  private Tracer tracer = Tracer.NONE;

  private Network(Builder builder, Loss loss) {
    this.nodes = List.copyOf(builder.nodes);
    this.shapes = List.copyOf(builder.shapes);
    this.loss = loss;
    this.differentiated = new DifferentiatedInputs();
    builder.differentiate(differentiated);
    this.memory = new NetworkMemory(nodes, shapes, differentiated);
    this.inputs =
        nodes.stream().map(node -> new Memory[node.inputCount()]).toArray(Memory[][]::new);
  }

  /** Builds a network layer by layer, each after its inputs. */
  public static final class Builder {

    private final List<Node> nodes = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();

    /** Of how many of their last columns outputs have gradients, by their numbers. */
    private final Map<Integer, Integer> wanted = new LinkedHashMap<>();

    /** Starts a network with an input of this shape. */
    public Builder(Shape input) {
      shapes.add(input);
    }

    /**
     * Adds a layer.
     *
     * @param name the name announced when the gradients of its parameters are final; null for a
     *     layer without parameters
     * @param from the numbers of its inputs; 0 for the network's input
     * @return the number of its output
     */
    public int add(String name, Layer layer, int... from) {
      nodes.add(new Node(name, layer, from));
      shapes.add(layer.output());
      return nodes.size();
    }

    /**
     * Has backward passes compute the gradients of the last columns of vectors that no parameter
     * comes before, see {@link #inputGradients}.
     *
     * @param number the number of the output; 0 for the network's input
     */
    public void differentiate(int number, int columns) {
      wanted.put(number, columns);
    }

    private void differentiate(DifferentiatedInputs inputs) {
      wanted.forEach(
          (number, columns) ->
              inputs.add(number, shapes.get(number).length(), columns, takers(number)));
    }

    private List<Layer> takers(int number) {
      return nodes.stream().filter(node -> node.takes(number)).map(Node::layer).toList();
    }

    /** Returns the shape of an output. */
    public Shape shape(int number) {
      return shapes.get(number);
    }

    /** Returns the network; the layer added last computes its output. */
    public Network build(Loss loss) {
      return new Network(this, loss);
    }
  }

  /**
   * Computes the gradients of all parameters, summed over the rows of a batch.
   *
   * @param weights one per row, or null if every row has the weight 1
   * @param finished called with the name of each layer with parameters once its gradients are
   *     final; null for no call
   * @return the sum over rows of weight x loss
   */
  public double forwardBackward(
      Memory features, Memory targets, Memory weights, int rows, Consumer<String> finished) {
    memory.reserve(rows, true);
    forward(features, rows, true);
    int last = nodes.size();
    long start = tracer.start();
    double sum = loss.compute(memory.output(last), targets, weights, memory.gradient(last), rows);
    tracer.end(Phase.LOSS, "", start);
    for (int number = last; number > 0; number--) {
      if (memory.isDifferentiated(number)) {
        backward(number, rows);
      }
      Node node = nodes.get(number - 1);
      if (finished != null && node.hasParameters()) {
        finished.accept(node.name());
      }
    }
    differentiated.finish(rows);
    return sum;
  }

  /** Has passes say how long each layer takes. */
  public void traceTo(Tracer newTracer) {
    tracer = newTracer;
  }

  /** Makes the gradients of inputs those of so many rows without weight. */
  public void clearInputGradients(int rows) {
    if (rows > 0 && differentiated.columns() > 0) {
      memory.reserve(rows, true);
    }
    differentiated.clear(rows);
  }

  /** Returns how many numbers {@link #inputGradients} has. */
  public int inputGradientCount() {
    return differentiated.rows() * differentiated.columns();
  }

  /**
   * Returns the gradients that {@link Builder#differentiate} asks for, of the last backward pass:
   * row by row, the columns of one output behind those of another; null before the first row. They
   * stay until the next backward pass.
   */
  public Memory inputGradients() {
    return differentiated.all();
  }

  /** Computes outputs in inference mode. */
  public void predict(Memory features, int rows) {
    memory.reserve(rows, false);
    forward(features, rows, false);
    loss.activate(output(), rows);
  }

  /**
   * Computes outputs and the loss in inference mode.
   *
   * @param weights one per row, or null if every row has the weight 1
   * @return the sum over rows of weight x loss
   */
  public double evaluate(Memory features, Memory targets, Memory weights, int rows) {
    memory.reserve(rows, false);
    forward(features, rows, false);
    return loss.compute(output(), targets, weights, null, rows);
  }

  /** Returns the outputs of the last batch, row by row, until the next one. */
  public Memory output() {
    return memory.output(nodes.size());
  }

  /** Seeds the layers' random numbers. */
  public void seed(long seed) {
    nodes.forEach(node -> node.layer().seed(seed));
  }

  private void forward(Memory features, int rows, boolean training) {
    for (int number = 1; number <= nodes.size(); number++) {
      Node node = nodes.get(number - 1);
      Memory[] taken = inputs[number - 1];
      for (int i = 0; i < taken.length; i++) {
        int from = node.input(i);
        taken[i] = from == 0 ? features : memory.output(from);
      }
      long start = tracer.start();
      node.layer().forward(taken, memory.output(number), rows, training);
      tracer.end(Phase.FORWARD, node.label(), start);
    }
  }

  private void backward(int number, int rows) {
    Node node = nodes.get(number - 1);
    Memory[] wanted = memory.inputGradients(number);
    long start = tracer.start();
    node.layer()
        .backward(inputs[number - 1], memory.output(number), memory.gradient(number), wanted, rows);
    for (int i = 0; i < wanted.length; i++) {
      int from = node.input(i);
      if (wanted[i] != null && wanted[i] != memory.gradient(from)) {
        int width = differentiated.width(from, shapes.get(from).length());
        addition.add(memory.gradient(from), wanted[i], rows * width);
      }
    }
    tracer.end(Phase.BACKWARD, node.label(), start);
  }

  /** Frees the memory. */
  @Override
  public void close() {
    memory.close();
    differentiated.close();
    nodes.forEach(node -> node.layer().close());
    loss.close();
  }
}
