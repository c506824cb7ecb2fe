package org.coherer.benchmarks.ranks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.auth.RunSecret;

/**
 * What the ranks of one group prove to each other. Goes from the parent to its own workers over
 * their standard input, as one word.
 */
record RunKey(RunIdentity identity, RunSecret secret) implements Serializable {

  static RunKey random() {
    long token = ThreadLocalRandom.current().nextLong();
    return new RunKey(new RunIdentity(token, 0), RunSecret.random());
  }

  String encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(this);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write to memory", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  static RunKey decode(String word) {
    byte[] bytes = Base64.getDecoder().decode(word);
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (RunKey) in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalArgumentException("Invalid run key (must be what encode() gave)", e);
    }
  }

  @Override
  public String toString() {
    return "RunKey[hidden]";
  }
}
