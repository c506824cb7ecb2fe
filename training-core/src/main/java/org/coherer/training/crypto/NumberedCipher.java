package org.coherer.training.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and decrypts numbered records: AES-256 in Galois/Counter mode, with the number as nonce.
 * A record that was changed, or that has another number, does not open. No two records may be
 * sealed with one key and one number.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D</a>, section 8.2.1, for
 *     counters as nonces
 */
public final class NumberedCipher {

  /** The bytes that encryption adds to a content. */
  public static final int OVERHEAD_BYTES = 16;

  /** The length of a key in bytes. */
  public static final int KEY_BYTES = 32;

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int NUMBER_AT = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;
  private final Cipher cipher;
  private final byte[] nonce = new byte[NONCE_BYTES];

  /** Uses a key of {@link #KEY_BYTES} bytes. */
  public NumberedCipher(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
    try {
      cipher = Cipher.getInstance(TRANSFORMATION);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks " + TRANSFORMATION, e);
    }
  }

  /** Returns a cipher with a random key that exists in its memory only. */
  public static NumberedCipher ofRandomKey() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return new NumberedCipher(key);
  }

  /** Encrypts all of the content into a record; moves both positions. */
  public void seal(long number, ByteBuffer content, ByteBuffer record) {
    try {
      run(Cipher.ENCRYPT_MODE, number, content, record);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot encrypt " + content.remaining() + " bytes", e);
    }
  }

  /**
   * Decrypts a whole record; moves both positions.
   *
   * @throws AEADBadTagException if it is not the record of this key and number. No content is
   *     written
   */
  public void open(long number, ByteBuffer record, ByteBuffer content) throws AEADBadTagException {
    try {
      run(Cipher.DECRYPT_MODE, number, record, content);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot decrypt " + record.remaining() + " bytes", e);
    }
  }

  private void run(int mode, long number, ByteBuffer from, ByteBuffer to)
      throws GeneralSecurityException {
    ByteBuffer.wrap(nonce).putLong(NUMBER_AT, number);
    cipher.init(mode, key, new GCMParameterSpec(OVERHEAD_BYTES * Byte.SIZE, nonce));
    cipher.doFinal(from, to);
  }
}
