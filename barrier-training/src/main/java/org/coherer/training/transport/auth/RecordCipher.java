package org.coherer.training.transport.auth;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts, or decrypts, the records of one direction of one connection: AES-256 in Galois/Counter
 * mode, with a key that serves nothing else and the number of the record as nonce. So a record that
 * was changed, repeated, left out or put elsewhere does not open.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D</a>, section 8.2.1, for
 *     counters as nonces
 */
public final class RecordCipher {

  /** How many bytes a record is longer than its content. */
  public static final int OVERHEAD_BYTES = 16;

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int COUNTER_AT = 4;

  private final SecretKeySpec key;
  private final Cipher cipher;
  private final byte[] nonce = new byte[NONCE_BYTES];
  private long records;

  /** Uses a key of 32 bytes. */
  RecordCipher(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
    try {
      cipher = Cipher.getInstance(TRANSFORMATION);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks " + TRANSFORMATION, e);
    }
  }

  /** Encrypts all of the content into a record; moves both positions. */
  public void seal(ByteBuffer content, ByteBuffer record) {
    try {
      run(Cipher.ENCRYPT_MODE, content, record);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot encrypt " + content.remaining() + " bytes", e);
    }
  }

  /**
   * Decrypts a whole record; moves both positions.
   *
   * @throws ProtocolException if it is not the record that had to come. No content is shown
   */
  public void open(ByteBuffer record, ByteBuffer content) throws ProtocolException {
    try {
      run(Cipher.DECRYPT_MODE, record, content);
    } catch (AEADBadTagException e) {
      throw (ProtocolException)
          new ProtocolException(
                  "an encrypted record was changed on the way, or is not the next one")
              .initCause(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot decrypt " + record.remaining() + " bytes", e);
    }
  }

  private void run(int mode, ByteBuffer from, ByteBuffer to) throws GeneralSecurityException {
    ByteBuffer.wrap(nonce).putLong(COUNTER_AT, records++);
    cipher.init(mode, key, new GCMParameterSpec(OVERHEAD_BYTES * Byte.SIZE, nonce));
    cipher.doFinal(from, to);
  }
}
