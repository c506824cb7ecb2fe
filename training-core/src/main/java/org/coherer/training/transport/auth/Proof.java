package org.coherer.training.transport.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import org.coherer.training.crypto.RecordCipher;

/**
 * Proves knowledge of the run's secret for one connection: HMAC-SHA256 over a label, the whole
 * hello and the other side's nonce. All parts have a fixed length, so the encoding is unambiguous.
 * The label differs between the two directions, so a proof cannot be reflected to its sender.
 */
enum Proof {
  OF_CLIENT("coherer client"),
  OF_SERVER("coherer server");

  static final int BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String label;

  Proof(String label) {
    this.label = label;
  }

  byte[] make(RunSecret secret, byte[] hello, byte[] serverNonce) {
    return secret.authenticate(label.getBytes(US_ASCII), hello, serverNonce);
  }

  /** Compares in a time that does not depend on where the two differ. */
  boolean matches(byte[] proof, RunSecret secret, byte[] hello, byte[] serverNonce) {
    return MessageDigest.isEqual(make(secret, hello, serverNonce), proof);
  }

  /**
   * Returns the cipher for the records of this side, with a key for this connection and direction
   * only.
   */
  RecordCipher cipher(RunSecret secret, byte[] hello, byte[] serverNonce) {
    byte[] purpose = (label + " records").getBytes(US_ASCII);
    return new RecordCipher(secret.authenticate(purpose, hello, serverNonce));
  }

  static byte[] nonce() {
    byte[] nonce = new byte[HelloMessage.NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return nonce;
  }
}
