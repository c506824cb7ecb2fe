package org.coherer.training.transport.auth;

import java.nio.ByteBuffer;

/** Encodes and decodes a hello as docs/protocol.md specifies it: magic, version, fields, nonce. */
final class HelloMessage {

  static final int MAGIC = 0x434F4848; // "COHH"
  static final byte VERSION = 1;
  static final int NONCE_BYTES = 16;
  static final int BYTES = 26 + NONCE_BYTES;

  private HelloMessage() {}

  static byte[] encode(Hello hello, byte[] nonce) {
    return ByteBuffer.allocate(BYTES)
        .putInt(MAGIC)
        .put(VERSION)
        .put(hello.purpose().code())
        .putLong(hello.token())
        .putInt(hello.generation())
        .putInt(hello.from())
        .putInt(hello.to())
        .put(nonce)
        .array();
  }

  static Hello decode(byte[] message) throws HandshakeException {
    ByteBuffer bytes = ByteBuffer.wrap(message);
    int magic = bytes.getInt();
    if (magic != MAGIC) {
      throw new HandshakeException(
          String.format("No hello: it starts with 0x%08X (expected 0x%08X)", magic, MAGIC));
    }
    byte version = bytes.get();
    if (version != VERSION) {
      throw new HandshakeException(
          "Handshake version " + version + " (this side uses " + VERSION + ")");
    }
    Purpose purpose = Purpose.ofCode(bytes.get());
    return new Hello(purpose, bytes.getLong(), bytes.getInt(), bytes.getInt(), bytes.getInt());
  }
}
