package org.coherer.training.engine;

import java.io.IOException;
import java.io.InputStream;

/** Reads networks from files and descriptions of other libraries. */
public interface NetworkImport extends EngineCapability {

  /**
   * Reads a trained network that another library has saved, or the engine itself. The first bytes
   * of a file say what it is, not its name. As safe on untrusted files as {@link Engine#read}.
   *
   * @param maxBytes the most bytes that the file, or any part of it when unpacked, may have
   * @return the network, with a loss that it can be trained with. Its rows are in the order in
   *     which the other library takes them: an image of Keras has height x width x channels
   * @throws IOException if the file is not whole, of an unknown kind, or has something that the
   *     engine cannot run. The message says what, and the remedy
   */
  NetworkFile importNetwork(InputStream in, long maxBytes) throws IOException;

  /**
   * Reads the description of a network: one that another library has written becomes one of the
   * engine's. As safe on untrusted text as {@link Engine#describe}.
   *
   * @param text a network in the engine's own language, which stays as it is, or in one of another
   *     library, such as the JSON of a Keras model
   * @throws IllegalArgumentException if it is a network of another library, and has something that
   *     the engine cannot run. The message says what, and the remedy
   */
  NetworkSpec importText(String text);
}
