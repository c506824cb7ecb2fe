package org.coherer.training.transport.shm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.link.Link;

/**
 * One side of the negotiation by which two ranks prove to each other that they share memory.
 * Containers on one machine may have folders of the same name without sharing any, so each rank
 * must read what the other one has written.
 *
 * <p>The creator creates a segment with a random nonce and sends its name (1). The opener maps it,
 * adds a nonce of its own and sends the creator's nonce (2). The creator sends the opener's nonce
 * (3), and the opener confirms it (4). Each message starts with a byte, 1 to accept and 0 to
 * reject; a rejection carries the reason and ends the negotiation.
 *
 * <p>This class only produces and consumes messages; the caller sends and receives them. Not
 * thread-safe.
 */
public final class ShmNegotiation implements AutoCloseable {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MAX_REASON_CHARS = 200;

  private enum Awaited {
    OFFER,
    CREATORS_NONCE,
    OPENERS_NONCE,
    VERDICT,
    NOTHING
  }

  private final boolean creator;
  private final Path folder;
  private final RunIdentity identity;
  private final int rank;
  private final int peer;
  private Awaited awaited;
  private Segment segment;
  private String reason;

  /**
   * Starts the negotiation of one rank with another; the higher rank is the creator.
   *
   * @param folder the folder for segments, on a file system in memory
   */
  public ShmNegotiation(Path folder, RunIdentity identity, int rank, int peer) {
    this.creator = rank > peer;
    this.folder = folder;
    this.identity = identity;
    this.rank = rank;
    this.peer = peer;
    this.awaited = creator ? Awaited.CREATORS_NONCE : Awaited.OFFER;
  }

  /** Returns the first message; null for the opener. */
  public ByteBuffer opening() {
    if (!creator) {
      return null;
    }
    try {
      segment = Segment.create(folder);
      writeNonce(0);
      return accept(segment.name().getBytes(UTF_8));
    } catch (IOException e) {
      return reject("cannot create a segment: " + e);
    }
  }

  /** Processes a message and returns the answer; null for none. */
  public ByteBuffer answer(ByteBuffer message) {
    if (!message.hasRemaining() || message.get() != 1) {
      end(UTF_8.decode(message).toString());
      return null;
    }
    byte[] content = new byte[message.remaining()];
    message.get(content);
    try {
      return switch (awaited) {
        case OFFER -> open(new String(content, UTF_8));
        case CREATORS_NONCE -> confirm(content);
        case OPENERS_NONCE -> verify(content);
        case VERDICT -> succeed();
        case NOTHING ->
            throw new IllegalStateException("The negotiation is done: no message is awaited");
      };
    } catch (IOException e) {
      return reject(e.toString());
    }
  }

  /** Returns whether the negotiation is done. */
  public boolean done() {
    return awaited == Awaited.NOTHING;
  }

  /** Returns why the ranks share no memory; null if they do. */
  public String reason() {
    return reason;
  }

  /** Returns the negotiated link. The caller closes it. */
  public Link link() {
    ShmLink link = new ShmLink(segment, creator, identity, rank, peer);
    segment = null;
    return link;
  }

  private ByteBuffer open(String name) throws IOException {
    segment = Segment.open(folder, name);
    writeNonce(1);
    awaited = Awaited.OPENERS_NONCE;
    return accept(nonce(0));
  }

  private ByteBuffer confirm(byte[] found) throws IOException {
    segment.unlink();
    if (!MessageDigest.isEqual(found, nonce(0))) {
      return reject("the other rank sees another segment of the same name");
    }
    awaited = Awaited.VERDICT;
    return accept(nonce(1));
  }

  private ByteBuffer verify(byte[] found) {
    if (!MessageDigest.isEqual(found, nonce(1))) {
      return reject("the other rank does not see what is written into the segment");
    }
    awaited = Awaited.NOTHING;
    return accept(new byte[0]);
  }

  private ByteBuffer succeed() {
    awaited = Awaited.NOTHING;
    return null;
  }

  private void writeNonce(int of) {
    byte[] random = new byte[Segment.NONCE_BYTES];
    RANDOM.nextBytes(random);
    segment.nonce(of).put(random);
  }

  private byte[] nonce(int of) {
    byte[] bytes = new byte[Segment.NONCE_BYTES];
    segment.nonce(of).get(bytes);
    return bytes;
  }

  private static ByteBuffer accept(byte[] content) {
    return ByteBuffer.allocate(1 + content.length).put((byte) 1).put(content).flip();
  }

  private ByteBuffer reject(String why) {
    end(why);
    byte[] text = why.substring(0, Math.min(why.length(), MAX_REASON_CHARS)).getBytes(UTF_8);
    return ByteBuffer.allocate(1 + text.length).put((byte) 0).put(text).flip();
  }

  private void end(String why) {
    reason = why;
    awaited = Awaited.NOTHING;
    close();
  }

  /** Frees the segment, unless a link has taken it over. Safe to call again. */
  @Override
  public void close() {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }
}
