package org.coherer.training.transport.shm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.path.VectorPath;

/**
 * One side of the proof that two ranks see the same memory. Containers on one machine may have
 * folders of the same name and share none of them, so nothing less than reading what the other one
 * has written will do.
 *
 * <p>The maker makes a segment with a random word in it and names it (1). The opener maps it, adds
 * a word of its own and tells the word it has found (2). The maker tells the opener's word (3), and
 * the opener whether that is right (4). Each message starts with a byte, 1 for yes and 0 for no; a
 * no carries the reason and ends the talk.
 *
 * <p>This is the exchange alone, without input and output. Not thread-safe.
 */
public final class ShmAgreement implements AutoCloseable {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MAX_REASON_CHARS = 200;

  private enum Awaited {
    OFFER,
    MAKERS_WORD,
    OPENERS_WORD,
    VERDICT,
    NOTHING
  }

  private final boolean maker;
  private final Path folder;
  private final RunIdentity identity;
  private final int rank;
  private final int peer;
  private Awaited awaited;
  private Segment segment;
  private String reason;

  /**
   * Creates the side of one rank towards another; of two, the higher one is the maker.
   *
   * @param folder where segments are made: one that lies in memory
   */
  public ShmAgreement(Path folder, RunIdentity identity, int rank, int peer) {
    this.maker = rank > peer;
    this.folder = folder;
    this.identity = identity;
    this.rank = rank;
    this.peer = peer;
    this.awaited = maker ? Awaited.MAKERS_WORD : Awaited.OFFER;
  }

  /** Returns what to say before anything is heard; null for the opener. */
  public ByteBuffer opening() {
    if (!maker) {
      return null;
    }
    Orphans.delete(folder, Instant.now());
    try {
      segment = Segment.create(folder);
      writeWord(0);
      return yes(segment.name().getBytes(UTF_8));
    } catch (IOException e) {
      return no("cannot make a segment: " + e);
    }
  }

  /** Takes what was heard and returns what to say; null for nothing. */
  public ByteBuffer answer(ByteBuffer heard) {
    if (!heard.hasRemaining() || heard.get() != 1) {
      end(UTF_8.decode(heard).toString());
      return null;
    }
    byte[] content = new byte[heard.remaining()];
    heard.get(content);
    try {
      return switch (awaited) {
        case OFFER -> accept(new String(content, UTF_8));
        case MAKERS_WORD -> confirm(content);
        case OPENERS_WORD -> judge(content);
        case VERDICT -> agree();
        case NOTHING -> throw new IllegalStateException("The talk is over");
      };
    } catch (IOException e) {
      return no(e.toString());
    }
  }

  /** Returns whether the talk is over. */
  public boolean done() {
    return awaited == Awaited.NOTHING;
  }

  /** Returns why there is no path; null if there is one. */
  public String reason() {
    return reason;
  }

  /** Returns the path that was agreed on, which from now on is the caller's to close. */
  public VectorPath path() {
    ShmPath path = new ShmPath(segment, maker, identity, rank, peer);
    segment = null;
    return path;
  }

  private ByteBuffer accept(String name) throws IOException {
    segment = Segment.open(folder, name);
    writeWord(1);
    awaited = Awaited.OPENERS_WORD;
    return yes(word(0));
  }

  private ByteBuffer confirm(byte[] found) throws IOException {
    segment.unlink();
    if (!MessageDigest.isEqual(found, word(0))) {
      return no("the other rank sees another segment of the same name");
    }
    awaited = Awaited.VERDICT;
    return yes(word(1));
  }

  private ByteBuffer judge(byte[] found) {
    if (!MessageDigest.isEqual(found, word(1))) {
      return no("the other rank does not see what is written into the segment");
    }
    awaited = Awaited.NOTHING;
    return yes(new byte[0]);
  }

  private ByteBuffer agree() {
    awaited = Awaited.NOTHING;
    return null;
  }

  private void writeWord(int of) {
    byte[] random = new byte[Segment.WORD_BYTES];
    RANDOM.nextBytes(random);
    segment.word(of).put(random);
  }

  private byte[] word(int of) {
    byte[] bytes = new byte[Segment.WORD_BYTES];
    segment.word(of).get(bytes);
    return bytes;
  }

  private static ByteBuffer yes(byte[] content) {
    return ByteBuffer.allocate(1 + content.length).put((byte) 1).put(content).flip();
  }

  private ByteBuffer no(String why) {
    end(why);
    byte[] text = why.substring(0, Math.min(why.length(), MAX_REASON_CHARS)).getBytes(UTF_8);
    return ByteBuffer.allocate(1 + text.length).put((byte) 0).put(text).flip();
  }

  private void end(String why) {
    reason = why;
    awaited = Awaited.NOTHING;
    close();
  }

  /** Frees the segment, unless a path has it. Safe to call again. */
  @Override
  public void close() {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }
}
