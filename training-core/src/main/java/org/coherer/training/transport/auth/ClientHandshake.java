package org.coherer.training.transport.auth;

import org.coherer.training.crypto.RecordCipher;

/** The connecting side: sends its hello, proves itself, then verifies the server's proof. */
final class ClientHandshake implements Handshake {

  private enum Awaited {
    CHALLENGE,
    PROOF,
    NOTHING
  }

  private final RunSecret secret;
  private final Hello hello;
  private final byte[] helloBytes;
  private byte[] serverNonce = {};
  private Awaited awaited = Awaited.CHALLENGE;

  ClientHandshake(RunSecret secret, Hello hello) {
    this.secret = secret;
    this.hello = hello;
    helloBytes = HelloMessage.encode(hello, Proof.nonce());
  }

  @Override
  public byte[] opening() {
    return helloBytes.clone();
  }

  @Override
  public int awaitedBytes() {
    return switch (awaited) {
      case CHALLENGE -> HelloMessage.NONCE_BYTES;
      case PROOF -> Proof.BYTES;
      case NOTHING -> 0;
    };
  }

  @Override
  public byte[] answer(byte[] message) throws HandshakeException {
    switch (awaited) {
      case CHALLENGE -> {
        serverNonce = message.clone();
        awaited = Awaited.PROOF;
        return Proof.OF_CLIENT.make(secret, helloBytes, serverNonce);
      }
      case PROOF -> {
        if (!Proof.OF_SERVER.matches(message, secret, helloBytes, serverNonce)) {
          throw new HandshakeException("The other side does not know the run's secret");
        }
        awaited = Awaited.NOTHING;
        return new byte[0];
      }
      default -> throw new IllegalStateException("The handshake is done: no message is awaited");
    }
  }

  @Override
  public String meaningOfClose() {
    return switch (awaited) {
      case CHALLENGE ->
          "The other side refused the hello (it has aborted, or is of another run, attempt or"
              + " version)";
      case PROOF -> "The other side refused the proof (it has another run secret)";
      case NOTHING -> "The other side closed the connection";
    };
  }

  @Override
  public RecordCipher sealer() {
    checkDone();
    return Proof.OF_CLIENT.cipher(secret, helloBytes, serverNonce);
  }

  @Override
  public RecordCipher opener() {
    checkDone();
    return Proof.OF_SERVER.cipher(secret, helloBytes, serverNonce);
  }

  @Override
  public Hello hello() {
    checkDone();
    return hello;
  }

  private void checkDone() {
    if (awaited != Awaited.NOTHING) {
      throw new IllegalStateException("The handshake is not done: " + awaited + " is awaited");
    }
  }
}
