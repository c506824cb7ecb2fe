package org.coherer.training.crypto;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import javax.crypto.AEADBadTagException;

/**
 * Encrypts, or decrypts, the records of one direction of one connection, numbered from 0, with a
 * key of its own. So a record that was changed, repeated, dropped or reordered does not open.
 *
 * <p>Not thread-safe.
 */
public final class RecordCipher {

  /** The bytes that encryption adds to a content. */
  public static final int OVERHEAD_BYTES = NumberedCipher.OVERHEAD_BYTES;

  private final NumberedCipher cipher;
  private long records;

  /** Uses a key of 32 bytes. */
  public RecordCipher(byte[] key) {
    this.cipher = new NumberedCipher(key);
  }

  /** Encrypts all of the content into a record; moves both positions. */
  public void seal(ByteBuffer content, ByteBuffer record) {
    cipher.seal(records++, content, record);
  }

  /**
   * Decrypts a whole record; moves both positions.
   *
   * @throws ProtocolException if it is not the next record. No content is written
   */
  public void open(ByteBuffer record, ByteBuffer content) throws ProtocolException {
    try {
      cipher.open(records++, record, content);
    } catch (AEADBadTagException e) {
      throw (ProtocolException)
          new ProtocolException(
                  "an encrypted record was changed on the way, or is not the next one")
              .initCause(e);
    }
  }
}
