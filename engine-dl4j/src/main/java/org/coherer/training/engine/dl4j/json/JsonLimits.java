package org.coherer.training.engine.dl4j.json;

import java.io.IOException;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * What a text of JSON may be like. Parsers take a time that grows with the square of a number's
 * digits, a stack that grows with the depth, and far more memory than the text: so a text is looked
 * through, in one pass, before it is parsed.
 *
 * <table>
 * <caption>Limits</caption>
 * <tr><th>of</th><th>at most</th></tr>
 * <tr><td>the text</td><td>{@value #MAX_CHARACTERS} characters</td></tr>
 * <tr><td>values, names and brackets</td><td>{@value #MAX_TOKENS}</td></tr>
 * <tr><td>nesting</td><td>{@value #MAX_DEPTH} levels</td></tr>
 * <tr><td>a number</td><td>{@value #MAX_NUMBER} characters</td></tr>
 * <tr><td>a name</td><td>{@value #MAX_NAME} characters</td></tr>
 * </table>
 */
public final class JsonLimits {

  /** Far more than any network's text has, far less than what its tree of nodes may take. */
  public static final int MAX_CHARACTERS = 8 << 20;

  /** Networks of 1,000 layers have a quarter of it. */
  static final int MAX_TOKENS = 1_000_000;

  /** Far more than any network needs, far less than what overflows a parser's stack. */
  static final int MAX_DEPTH = 100;

  /** A double has at most 26 characters, as Java and Python write it. */
  static final int MAX_NUMBER = 100;

  static final int MAX_NAME = 10_000;

  private static final JsonFactory JSON = new JsonFactory();

  private JsonLimits() {}

  /**
   * Checks a text.
   *
   * @throws JsonProcessingException if it is not JSON
   * @throws IllegalArgumentException if it exceeds a limit. The message says which, as what the
   *     text does
   */
  public static void check(String text) throws JsonProcessingException {
    require(text.length(), MAX_CHARACTERS, "characters in all");
    try (JsonParser parser = JSON.createParser(text)) {
      int depth = 0;
      long tokens = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        tokens++;
        require(tokens, MAX_TOKENS, "values and names");
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        require(depth, MAX_DEPTH, "levels of nesting");
        if (token.isNumeric()) {
          require(parser.getTextLength(), MAX_NUMBER, "characters in a number");
        } else if (token == JsonToken.FIELD_NAME) {
          require(parser.getCurrentName().length(), MAX_NAME, "characters in a name");
        }
      }
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError("a string cannot fail to be read", e);
    }
  }

  private static void require(long found, long most, String what) {
    if (found > most) {
      throw new IllegalArgumentException("it has more than " + most + " " + what);
    }
  }
}
