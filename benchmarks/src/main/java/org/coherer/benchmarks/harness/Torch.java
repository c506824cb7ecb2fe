package org.coherer.benchmarks.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Python that can import PyTorch, the peer of most benchmarks.
 *
 * @param python the interpreter
 * @param version PyTorch's version
 * @param gflops billions of floating-point operations per second in its matrix products, one thread
 * @param scripts the folder of our scripts
 */
public record Torch(String python, String version, double gflops, Path scripts) {

  /** Names the interpreter to use; where it is set, no other one is tried. */
  public static final String VARIABLE = "COHERER_TORCH_PYTHON";

  /** Reference BLAS does 4 where a tuned one does 80. */
  private static final double SLOW_GFLOPS = 20;

  /** Looks for one: what {@link #VARIABLE} says, else the usual names. */
  public static Optional<Torch> find(Map<String, String> environment, Path scripts) {
    return Pythons.find(environment, VARIABLE, scripts.resolve("probe.py"))
        .map(found -> parse(found, scripts));
  }

  /** Returns the command line of one of our scripts. */
  public List<String> command(String script, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(python, scripts.resolve(script).toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  /** Returns what result lines call it; they do not conceal that it is not at its best. */
  public String label() {
    return "torch-" + version + (slow() ? "-slow-blas" : "");
  }

  /** Returns what result lines say of a peer that may be absent. */
  public static String label(Optional<Torch> torch) {
    return torch.map(Torch::label).orElse(ResultLine.ABSENT);
  }

  /** Returns why a comparison of computations with it says nothing, where that is so. */
  public Optional<String> warning() {
    return slow()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "PyTorch multiplies matrices at %.1f GFLOP/s: that is a reference BLAS, so ratios"
                    + " of training say nothing (install a tuned one, such as"
                    + " libopenblas0-pthread)",
                gflops))
        : Optional.empty();
  }

  private boolean slow() {
    return gflops < SLOW_GFLOPS;
  }

  private static Torch parse(Pythons.Found found, Path scripts) {
    String[] words = found.answer().split(" ", -1);
    return new Torch(found.python(), words[0], Double.parseDouble(words[1]), scripts);
  }
}
