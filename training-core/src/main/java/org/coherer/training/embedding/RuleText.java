package org.coherer.training.embedding;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Initializers, optimizers and admissions as text: {@code name(argument argument)}. No commas are
 * needed, since those separate the elements of a setting.
 */
final class RuleText {

  private static final Pattern CALL = Pattern.compile("\\s*([A-Za-z]*)\\s*\\(([^()]*)\\)\\s*");

  private final String what;
  private final String text;
  private final String name;
  private final List<String> arguments;

  private RuleText(String what, String text) {
    Matcher call = CALL.matcher(text);
    if (!call.matches()) {
      throw Checks.invalid(what, "'" + text + "'", "must be name(number ...)");
    }
    this.what = what;
    this.text = text;
    this.name = call.group(1);
    this.arguments = Arrays.stream(call.group(2).strip().split("[,\\s]+", -1)).toList();
  }

  static String of(RowInitializer initializer) {
    if (initializer instanceof RowInitializer.Constant constant) {
      return call("constant", constant.value());
    }
    if (initializer instanceof RowInitializer.Uniform uniform) {
      return call("uniform", uniform.low(), uniform.high());
    }
    RowInitializer.Normal normal = (RowInitializer.Normal) initializer;
    return call("normal", normal.mean(), normal.deviation());
  }

  static String of(RowOptimizer optimizer) {
    if (optimizer instanceof RowOptimizer.Sgd sgd) {
      return call("sgd", sgd.rate());
    }
    if (optimizer instanceof RowOptimizer.AdaGrad adaGrad) {
      return call("adaGrad", adaGrad.rate(), adaGrad.epsilon());
    }
    if (optimizer instanceof RowOptimizer.RowWiseAdaGrad rowWise) {
      return call("rowWiseAdaGrad", rowWise.rate(), rowWise.epsilon());
    }
    RowOptimizer.LazyAdam adam = (RowOptimizer.LazyAdam) optimizer;
    return call("lazyAdam", adam.rate(), adam.beta1(), adam.beta2(), adam.epsilon());
  }

  private static String call(String name, float... arguments) {
    StringBuilder text = new StringBuilder(name).append('(');
    for (int i = 0; i < arguments.length; i++) {
      text.append(i == 0 ? "" : " ").append(arguments[i]);
    }
    return text.append(')').toString();
  }

  static RowInitializer initializer(String text) {
    RuleText rule = new RuleText("initializer of an embedding", text);
    return switch (rule.name) {
      case "constant" -> new RowInitializer.Constant(rule.of(1)[0]);
      case "uniform" -> {
        float[] of = rule.of(2);
        yield new RowInitializer.Uniform(of[0], of[1]);
      }
      case "normal" -> {
        float[] of = rule.of(2);
        yield new RowInitializer.Normal(of[0], of[1]);
      }
      default -> throw rule.unknown("constant(c), uniform(low high) or normal(mean deviation)");
    };
  }

  static RowOptimizer optimizer(String text) {
    RuleText rule = new RuleText("optimizer of an embedding", text);
    return switch (rule.name) {
      case "sgd" -> new RowOptimizer.Sgd(rule.of(1)[0]);
      case "adaGrad" -> {
        float[] of = rule.of(2);
        yield new RowOptimizer.AdaGrad(of[0], of[1]);
      }
      case "rowWiseAdaGrad" -> {
        float[] of = rule.of(2);
        yield new RowOptimizer.RowWiseAdaGrad(of[0], of[1]);
      }
      case "lazyAdam" -> {
        float[] of = rule.of(4);
        yield new RowOptimizer.LazyAdam(of[0], of[1], of[2], of[3]);
      }
      default ->
          throw rule.unknown(
              "sgd(rate), adaGrad(rate epsilon), rowWiseAdaGrad(rate epsilon) or"
                  + " lazyAdam(rate beta1 beta2 epsilon)");
    };
  }

  static RowAdmission admission(String text) {
    RuleText rule = new RuleText("admission of an embedding", text);
    String form = "(pushes window initialRow) or (pushes window zeros)";
    if (!rule.name.isEmpty() || rule.arguments.size() != 3) {
      throw rule.unknown(form);
    }
    Unstored unstored =
        switch (rule.arguments.get(2)) {
          case "initialRow" -> Unstored.INITIAL_ROW;
          case "zeros" -> Unstored.ZEROS;
          default -> throw rule.unknown(form);
        };
    return new RowAdmission(
        (int) EmbeddingText.whole("admission", rule.arguments.get(0), 1, Integer.MAX_VALUE),
        (int) EmbeddingText.whole("admission", rule.arguments.get(1), 1, Integer.MAX_VALUE),
        unstored);
  }

  private float[] of(int count) {
    if (arguments.size() != count) {
      throw unknown(name + " with " + count + (count == 1 ? " number" : " numbers"));
    }
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      try {
        numbers[i] = Float.parseFloat(arguments.get(i));
      } catch (NumberFormatException e) {
        throw unknown(name + " with " + count + (count == 1 ? " number" : " numbers"));
      }
    }
    return numbers;
  }

  private IllegalArgumentException unknown(String allowed) {
    return Checks.invalid(what, "'" + text + "'", "must be " + allowed);
  }
}
