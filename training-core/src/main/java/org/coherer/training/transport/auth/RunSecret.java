package org.coherer.training.transport.auth;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of one run: 32 random bytes, drawn by the driver and sent to its tasks by Spark. It is
 * never printed, and Coherer itself never sends it.
 */
public final class RunSecret implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] bytes;

  private RunSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Draws a new secret. */
  public static RunSecret random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new RunSecret(bytes);
  }

  /**
   * Returns a secret that depends on both this one and another one, such as the secret that Spark
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
