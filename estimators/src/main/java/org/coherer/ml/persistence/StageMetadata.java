package org.coherer.ml.persistence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;

/**
 * The class, the uid and the Params of a stage, as Spark writes them for every stage. Spark's own
 * reader makes an instance of whatever class the text names; here the caller makes it, once the
 * name is the expected one. Spark's parser throws checked exceptions without a declaration, so all
 * of them are caught.
 */
final class StageMetadata {

  /**
   * A Param of earlier versions. Quotes within a value have a backslash before them, so this is
   * none.
   */
  private static final Pattern TERMINATE_ON_NAN =
      Pattern.compile("(?<!\\\\)\"terminateOnNaN\"\\s*:\\s*(true|false)");

  private final DefaultParamsReader.Metadata metadata;
  private final String source;

  private StageMetadata(DefaultParamsReader.Metadata metadata, String source) {
    this.metadata = metadata;
    this.source = source;
  }

  /**
   * Reads them.
   *
   * @param source the file's path
   * @throws IOException if it is nothing that Spark writes
   */
  static StageMetadata parse(byte[] file, String source) throws IOException {
    String text = translated(new String(file, StandardCharsets.UTF_8));
    DefaultParamsReader.Metadata metadata;
    try {
      metadata = DefaultParamsReader$.MODULE$.parseMetadata(text, "");
    } catch (Exception e) {
      throw new IOException(
          "Cannot read " + source + ": it is no metadata of a stage as Spark ML writes it", e);
    }
    return new StageMetadata(metadata, source);
  }

  /** Returns the text with the Params that have taken the place of those of earlier versions. */
  private static String translated(String text) {
    return TERMINATE_ON_NAN
        .matcher(text)
        .replaceAll(
            found ->
                "\"onDivergence\":\"" + (found.group(1).equals("true") ? "fail" : "skip") + '"');
  }

  /**
   * Checks of which class the stage is.
   *
   * @throws IOException if it is another one than the expected
   */
  void checkClass(String className) throws IOException {
    if (!className.equals(metadata.className())) {
      String named = metadata.className();
      throw new IOException(
          "Cannot read "
              + source
              + ": it is of a "
              + named.substring(0, Math.min(named.length(), 200)).replaceAll("[^\\w.$]", "?")
              + " (must be of a "
              + className
              + "; load it as what it is)");
    }
  }

  String uid() {
    return metadata.uid();
  }

  /**
   * Sets the Params of an instance.
   *
   * @throws IOException if it has others, or does not take their values
   */
  void setParamsOf(Params instance) throws IOException {
    try {
      metadata.getAndSetParams(instance, scala.Option.empty());
    } catch (Exception e) {
      throw new IOException(
          "Cannot read " + source + ": its Params do not fit the class: " + reason(e), e);
    }
  }

  /** Messages of parsers have several lines. */
  private static String reason(Exception problem) {
    String message = String.valueOf(problem.getMessage());
    return message.substring(0, Math.min(message.length(), 300)).replaceAll("\\p{Cntrl}+", " ");
  }
}
