package org.coherer.ml.param;

import java.util.Arrays;
import org.apache.spark.ml.param.StringArrayParam;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.EmbeddingText;

/**
 * Columns of ids: the network gets, behind the features, the combined rows that each has in an
 * embedding table. The tables are on the servers of the trainer {@code parameterServer}.
 *
 * @param <S> the type of the stage
 */
public interface HasEmbeddings<S> extends Fluent<S> {

  /** Returns the Param. */
  default StringArrayParam embeddings() {
    return new StringArrayParam(
        this,
        "embeddings",
        "columns of ids (whole numbers, texts, or arrays of them) with an embedding table each, such"
            + " as column=user;width=16; see docs/embeddings.md for all keys");
  }

  /** Returns the value. */
  default String[] getEmbeddings() {
    return $(embeddings());
  }

  /**
   * Sets the columns of ids as texts.
   *
   * @see EmbeddingText
   */
  default S setEmbeddings(String... value) {
    return Setter.set(this, embeddings(), value);
  }

  /** Sets the columns of ids. */
  default S setEmbeddings(EmbeddingInput... value) {
    return setEmbeddings(Arrays.stream(value).map(EmbeddingText::of).toArray(String[]::new));
  }
}
