package org.coherer.training.engine;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A network without parameters: an engine, and the text that this engine reads the network from.
 *
 * <p>Text rather than bytes, since a Param of Spark holds text, and engines write networks as JSON.
 *
 * @param engine the name of the engine, such as {@code dl4j}
 * @param text the layers, losses and optimizers in the engine's own language
 */
public record NetworkSpec(String engine, String text) implements Serializable {

  /** Checks that there is an engine and a text. Only the engine knows whether it is a network. */
  public NetworkSpec {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(text, "text");
    if (engine.isBlank()) {
      throw new IllegalArgumentException(
          "Invalid name '" + engine + "' of an engine (must not be blank)");
    }
  }

  /**
   * Returns the text to an engine that is about to read it.
   *
   * @param reader the name of that engine
   * @throws IllegalArgumentException if the network is one of another engine
   */
  public String textFor(String reader) {
    if (!engine.equals(reader)) {
      throw new IllegalArgumentException(
          "Cannot read a network of engine '"
              + engine
              + "' with engine '"
              + reader
              + "' (set engine to "
              + engine
              + ", or take a network that was written for "
              + reader
              + ")");
    }
    return text;
  }

  /** Returns 64 hexadecimal digits, the SHA-256 of engine and text. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(engine.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256", e);
    }
  }

  /**
   * Returns the engine and the fingerprint; a text may be long, and is none of a log's business.
   */
  @Override
  public String toString() {
    return "NetworkSpec[engine=" + engine + ", fingerprint=" + fingerprint() + "]";
  }
}
