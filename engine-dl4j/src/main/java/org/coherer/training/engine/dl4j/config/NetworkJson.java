package org.coherer.training.engine.dl4j.config;

import java.io.IOException;
import java.util.regex.Pattern;
import org.coherer.training.engine.dl4j.extension.Extensions;
import org.coherer.training.engine.dl4j.json.JsonTrees;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonLocation;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * Looks through the text of a network before DL4J does.
 *
 * <p>DL4J's JSON names the Java classes of layers, activations, optimizers and the like, and its
 * parser loads whatever class a text names before it asks whether that class fits. So an untrusted
 * text could run the static initializer of any class on the class path. Here every place that the
 * parser could take for a class name is checked first; classes other than DL4J's own are refused,
 * but for a few of ours.
 */
public final class NetworkJson {

  private static final Pattern OWN_CLASS =
      Pattern.compile("org\\.(deeplearning4j|nd4j)(\\.[\\p{Alpha}_$][\\w$]*)+");
  private static final Pattern PLAIN_WORD = Pattern.compile("\\w*");
  private static final String ITERATIONS = "iterationCount";
  private static final String EPOCHS = "epochCount";
  private static final String OPTIMIZERS = "org.nd4j.linalg.learning.config.";

  private static final JsonFactory JSON = new JsonFactory();

  private NetworkJson() {}

  /**
   * Checks a text that has been parsed as a tree.
   *
   * @throws IllegalArgumentException if it names a foreign class
   */
  static void check(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      boolean inFirstOfArray = false;
      String candidate = null;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart() && candidate != null) {
          checkClass(candidate);
        }
        candidate = inFirstOfArray && token == JsonToken.VALUE_STRING ? parser.getText() : null;
        if (token == JsonToken.VALUE_STRING && namesClass(parser.getCurrentName())) {
          checkClass(parser.getText());
        }
        inFirstOfArray = token == JsonToken.START_ARRAY;
      }
    } catch (JsonProcessingException e) {
      throw unreadable("not JSON", e);
    } catch (IOException e) {
      throw new AssertionError("a string cannot fail to be read", e);
    }
  }

  /** The two property names under which DL4J's classes ask for type ids. */
  private static boolean namesClass(String property) {
    return "@class".equals(property) || "type".equals(property);
  }

  private static void checkClass(String name) {
    if (!OWN_CLASS.matcher(name).matches()
        && !PLAIN_WORD.matcher(name).matches()
        && !Extensions.named(name)) {
      throw new IllegalArgumentException(
          "Cannot read the network: it names the class "
              + name.substring(0, Math.min(name.length(), 200))
              + " (must be one of DL4J's own, below org.deeplearning4j or org.nd4j)");
    }
  }

  /**
   * Parses a text as a tree.
   *
   * @throws IllegalArgumentException if it is not JSON, or exceeds a limit
   */
  static JsonNode tree(String text) {
    try {
      return JsonTrees.parse(text);
    } catch (JsonProcessingException e) {
      throw unreadable("not JSON", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Cannot read the network: " + e.getMessage(), e);
    }
  }

  /**
   * Returns an error that says where parsing stopped. The parser's exception is not passed on as
   * its cause, because its message quotes the text.
   */
  static IllegalArgumentException unreadable(String what, JsonProcessingException problem) {
    JsonLocation at = problem.getLocation();
    String where =
        at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return new IllegalArgumentException("Cannot read the network: " + what + where);
  }

  /** Gives every optimizer in the tree this learning rate, and drops their schedules. */
  static void setLearningRate(JsonNode tree, double learningRate) {
    if (tree instanceof ObjectNode object
        && object.path("@class").asText().startsWith(OPTIMIZERS)
        && object.has("learningRate")) {
      object.put("learningRate", learningRate);
      object.putNull("learningRateSchedule");
    }
    tree.forEach(child -> setLearningRate(child, learningRate));
  }

  /**
   * What a network says of its training so far.
   *
   * @param iterations steps of its optimizer
   * @param epochs passes over the data
   */
  public record Counts(long iterations, long epochs) {

    public static final Counts ZERO = new Counts(0, 0);
  }

  /** Returns what the text of a network says; zero where it says nothing. */
  public static Counts counts(String text) {
    JsonNode tree = tree(text);
    return new Counts(tree.path(ITERATIONS).asLong(), tree.path(EPOCHS).asLong());
  }

  /** Returns the text with other counts, and no other character changed. */
  public static String counting(String text, Counts counts) {
    return counts(text).equals(counts)
        ? text
        : withNumber(withNumber(text, ITERATIONS, counts.iterations()), EPOCHS, counts.epochs());
  }

  /** Sets a number of the outermost object. */
  private static String withNumber(String text, String name, long value) {
    try (JsonParser parser = JSON.createParser(text)) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 1 && token.isNumeric() && name.equals(parser.getCurrentName())) {
          int start = (int) parser.getTokenLocation().getCharOffset();
          int end = start + parser.getTextLength();
          return text.substring(0, start) + value + text.substring(end);
        }
      }
    } catch (IOException e) {
      throw new AssertionError("a text that was read before cannot fail to be read", e);
    }
    int inside = text.indexOf('{') + 1;
    return text.substring(0, inside) + '"' + name + "\":" + value + "," + text.substring(inside);
  }

  /** Has everything in the tree compute in 32-bit floats that computes in 64-bit ones. */
  static void setFloats(JsonNode tree) {
    if (tree instanceof ObjectNode object && object.path("dataType").asText().equals("DOUBLE")) {
      object.put("dataType", "FLOAT");
    }
    tree.forEach(NetworkJson::setFloats);
  }
}
