package org.coherer.ml.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the tensors between the inputs and the outputs of a network, and checks that they fit. */
final class Graph {

  private Graph() {}

  /**
   * Returns all tensors, each after those that it is made of: the inputs, then what the first
   * output needs, then what the others need beside.
   *
   * @throws IllegalArgumentException if an input is none, is missing, or is not used, or if an
   *     output is one of the inputs
   */
  static List<Tensor> between(List<Tensor> inputs, List<Tensor> outputs) {
    check("inputs", inputs, tensor -> !tensor.isInput(), "is not an input");
    check("outputs", outputs, Tensor::isInput, "is an input itself");
    outputs.forEach(Graph::checkOutput);
    Set<Tensor> done = new LinkedHashSet<>(inputs);
    Set<Tensor> used = new HashSet<>();
    Deque<Tensor> open = new ArrayDeque<>();
    for (Tensor output : outputs) {
      open.push(output);
      while (!open.isEmpty()) {
        Tensor tensor = open.peek();
        List<Tensor> missing =
            tensor.inputs().stream().filter(from -> !done.contains(from)).toList();
        used.addAll(tensor.inputs());
        if (missing.isEmpty()) {
          checkKnown(tensor, done);
          done.add(open.pop());
        } else {
          open.push(missing.get(0));
        }
      }
    }
    for (Tensor input : inputs) {
      if (!used.contains(input)) {
        throw new IllegalArgumentException(
            "Invalid inputs of a network: no output needs the "
                + text(input)
                + " (use it, or remove"
                + " it from the inputs)");
      }
    }
    return new ArrayList<>(done);
  }

  private static void checkKnown(Tensor tensor, Set<Tensor> done) {
    if (tensor.isInput() && !done.contains(tensor)) {
      throw new IllegalArgumentException(
          "Invalid inputs of a network: the "
              + text(tensor)
              + " is not among them, and an output"
              + " needs it (add it)");
    }
  }

  private static void check(
      String what, List<Tensor> tensors, Predicate<Tensor> wrong, String problem) {
    if (tensors.isEmpty() || new HashSet<>(tensors).size() < tensors.size()) {
      throw new IllegalArgumentException(
          "Invalid "
              + what
              + " of a network: "
              + (tensors.isEmpty() ? "there are none" : "one is there twice")
              + " (must be different ones, at least one)");
    }
    tensors.stream()
        .filter(wrong)
        .findFirst()
        .ifPresent(
            tensor -> {
              throw new IllegalArgumentException(
                  "Invalid " + what + " of a network: the " + text(tensor) + " " + problem);
            });
  }

  private static String text(Tensor tensor) {
    return "tensor of shape " + tensor.sizes() + " of " + tensor.layer().settings().label();
  }

  /**
   * Checks that an output is one row of numbers, in the same order in any engine.
   *
   * @throws IllegalArgumentException if it is an image or a sequence, or made of one by Flatten
   */
  static void checkOutput(Tensor output) {
    if (output.sizes() != null && !(output.sizes().isVector() && !isFlattened(output))) {
      throw new IllegalArgumentException(
          "Invalid output of shape "
              + output.sizes()
              + " from "
              + output.layer().settings().label()
              + " (must be a vector from a layer such as Dense; put one behind it)");
    }
  }

  private static boolean isFlattened(Tensor output) {
    Set<Tensor> seen = new HashSet<>();
    Deque<Tensor> open = new ArrayDeque<>(List.of(output));
    while (!open.isEmpty()) {
      Tensor tensor = open.pop();
      if (tensor.isFlatten() && !tensor.isRow()) {
        return true;
      }
      if (tensor.keepsOrder() || tensor.layer() instanceof Merge) {
        tensor.inputs().stream().filter(seen::add).forEach(open::push);
      }
    }
    return false;
  }
}
