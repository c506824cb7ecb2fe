package org.coherer.training.driver;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.coherer.training.crypto.RecordCipher;
import org.coherer.training.transport.auth.Handshake;

/**
 * A connection between a task and the driver, once both have proved themselves: frames of a 32-bit
 * length and a content, which is encrypted where the run's connections are. One thread sends, one
 * receives.
 */
final class FrameLine implements Closeable {

  /** The longest content. */
  static final int MAX_BYTES = 1 << 24;

  private static final int POLL_MILLIS = 100;
  private static final int REST_MILLIS = 10_000;
  private static final int NOTHING_YET = -1;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final RecordCipher sealer;
  private final RecordCipher opener;

  /** Takes over a socket whose handshake is done. */
  FrameLine(Socket socket, Handshake handshake, boolean encrypted) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
    this.sealer = encrypted ? handshake.sealer() : null;
    this.opener = encrypted ? handshake.opener() : null;
  }

  /** Sends a frame. */
  void write(byte[] content) throws IOException {
    byte[] bytes = sealer == null ? content : sealed(content);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  private byte[] sealed(byte[] content) {
    ByteBuffer record = ByteBuffer.allocate(content.length + RecordCipher.OVERHEAD_BYTES);
    sealer.seal(ByteBuffer.wrap(content), record);
    return record.array();
  }

  /**
   * Receives a frame, however long it takes to come.
   *
   * @throws EOFException if the other side has disconnected
   */
  byte[] read() throws IOException {
    return rest(in.readInt());
  }

  /** Returns whether something has come, so that {@link #read} does not wait for its beginning. */
  boolean hasFrame() throws IOException {
    return in.available() > 0;
  }

  /**
   * Receives a frame, and asks every now and then whether it is still wanted.
   *
   * @return the content, or {@code null} if it was no longer wanted
   * @throws EOFException if the other side has disconnected
   */
  byte[] readWhile(BooleanSupplier wanted) throws IOException {
    int first = firstByte(wanted);
    if (first == NOTHING_YET) {
      return null;
    }
    socket.setSoTimeout(REST_MILLIS);
    int second = in.readUnsignedByte();
    return rest(first << 24 | second << 16 | in.readUnsignedShort());
  }

  private int firstByte(BooleanSupplier wanted) throws IOException {
    socket.setSoTimeout(POLL_MILLIS);
    int first = NOTHING_YET;
    while (first == NOTHING_YET && wanted.getAsBoolean()) {
      first = firstByte();
    }
    return first;
  }

  private int firstByte() throws IOException {
    try {
      return in.readUnsignedByte();
    } catch (SocketTimeoutException e) {
      return NOTHING_YET; // Not even a part of the length has come, so none is lost.
    }
  }

  private byte[] rest(int length) throws IOException {
    int longest = opener == null ? MAX_BYTES : MAX_BYTES + RecordCipher.OVERHEAD_BYTES;
    if (length < 1 || length > longest) {
      throw new ProtocolException(
          "A frame of " + length + " bytes (must be in [1, " + longest + "])");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return opener == null ? bytes : opened(bytes);
  }

  private byte[] opened(byte[] record) throws IOException {
    if (record.length < RecordCipher.OVERHEAD_BYTES) {
      throw new ProtocolException("An encrypted frame of " + record.length + " bytes");
    }
    ByteBuffer content = ByteBuffer.allocate(record.length - RecordCipher.OVERHEAD_BYTES);
    opener.open(ByteBuffer.wrap(record), content);
    return content.array();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
