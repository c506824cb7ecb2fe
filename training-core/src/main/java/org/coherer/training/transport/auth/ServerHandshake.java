package org.coherer.training.transport.auth;

import org.coherer.training.crypto.RecordCipher;

/** The accepting side: answers only an expected hello, and proves itself last. */
final class ServerHandshake implements Handshake {

  private enum Awaited {
    HELLO,
    PROOF,
    NOTHING
  }

  private final RunSecret secret;
  private final Admission admission;
  private final byte[] nonce = Proof.nonce();
  private byte[] helloBytes = {};
  private Hello hello;
  private Awaited awaited = Awaited.HELLO;

  ServerHandshake(RunSecret secret, Admission admission) {
    this.secret = secret;
    this.admission = admission;
  }

  @Override
  public byte[] opening() {
    return new byte[0];
  }

  @Override
  public int awaitedBytes() {
    return switch (awaited) {
      case HELLO -> HelloMessage.BYTES;
      case PROOF -> Proof.BYTES;
      case NOTHING -> 0;
    };
  }

  @Override
  public byte[] answer(byte[] message) throws HandshakeException {
    switch (awaited) {
      case HELLO -> {
        hello = HelloMessage.decode(message);
        admission.check(hello);
        helloBytes = message.clone();
        awaited = Awaited.PROOF;
        return nonce.clone();
      }
      case PROOF -> {
        if (!Proof.OF_CLIENT.matches(message, secret, helloBytes, nonce)) {
          throw new HandshakeException("The other side does not know the run's secret");
        }
        awaited = Awaited.NOTHING;
        return Proof.OF_SERVER.make(secret, helloBytes, nonce);
      }
      default -> throw new IllegalStateException("The handshake is done: no message is awaited");
    }
  }

  @Override
  public String meaningOfClose() {
    return "The other side closed the connection before it was authenticated";
  }

  @Override
  public RecordCipher sealer() {
    checkDone();
    return Proof.OF_SERVER.cipher(secret, helloBytes, nonce);
  }

  @Override
  public RecordCipher opener() {
    checkDone();
    return Proof.OF_CLIENT.cipher(secret, helloBytes, nonce);
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
