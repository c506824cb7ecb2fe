package org.coherer.training.transport.auth;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * 32 random bytes, drawn by the driver for one run and given to its tasks by Spark. Never printed,
 * never sent by us.
 */
public final class RunSecret implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] bytes;

  private RunSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Draws a new one. */
  public static RunSecret random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new RunSecret(bytes);
  }

  /**
   * Returns the secret that takes both this one and another one to know, such as the one that Spark
   * shares among the processes of an application.
   */
  public RunSecret mixedWith(String other) {
    return new RunSecret(authenticate(other.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns HMAC-SHA256, keyed with the secret, over the parts one after the other. */
  byte[] authenticate(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "RunSecret[hidden]";
  }
}
