package org.coherer.training.transport.local;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.concurrent.atomic.AtomicReference;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.transport.link.Expected;
import org.coherer.training.transport.link.FrameType;
import org.coherer.training.transport.link.Link;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Moves vectors between two threads without intermediate copies: the receiver reads the sender's
 * own memory. The two ranks share the work of a sum in place: the lower one sums the first half
 * into both vectors, the higher one the second half.
 */
public final class LocalLink implements Link {

  private static final int PIECE_FLOATS = 16 * 1024;

  private final Mailboxes.Key key;
  private final boolean lower;
  private final AtomicReference<Offer> outbox;
  private final AtomicReference<Offer> inbox;
  private Offer mine;

  private FlatVector target;
  private Combine combine;
  private boolean sum;
  private long awaitedStep;
  private Chunk part;
  private long done;
  private boolean closed;

  private LocalLink(Mailboxes.Key key, Mailboxes mailboxes, boolean lower) {
    this.key = key;
    this.lower = lower;
    outbox = mailboxes.from(lower);
    inbox = mailboxes.from(!lower);
  }

  /** Opens this rank's end of the link to another rank of the same Java virtual machine. */
  public static LocalLink open(RunIdentity identity, int rank, int peer) {
    Mailboxes.Key key = new Mailboxes.Key(identity, Math.min(rank, peer), Math.max(rank, peer));
    return new LocalLink(key, Mailboxes.open(key), rank < peer);
  }

  @Override
  public LinkKind kind() {
    return LinkKind.LOCAL;
  }

  @Override
  public void beginSend(long step, FlatVector out) {
    offer(new Offer(step, out, false));
  }

  private void offer(Offer offer) {
    mine = offer;
    outbox.set(offer);
  }

  @Override
  public void beginReceive(long step, FlatVector in, Combine how) {
    begin(step, in, how, new Chunk(0, in.length()), false);
  }

  @Override
  public void beginSum(long step, FlatVector vector) {
    begin(step, vector, Combine.ADD, Chunk.part(vector.length(), 2, lower ? 0 : 1), true);
    offer(new Offer(step, vector, true));
  }

  private void begin(long step, FlatVector in, Combine how, Chunk mineToDo, boolean inPlace) {
    awaitedStep = step;
    combine = how;
    part = mineToDo;
    sum = inPlace;
    done = 0;
    target = in;
  }

  @Override
  public boolean sending() {
    return mine != null;
  }

  @Override
  public boolean receiving() {
    return target != null;
  }

  @Override
  public long bytesLeftToSend() {
    return mine == null ? 0 : mine.vector().length() * Float.BYTES;
  }

  @Override
  public long bytesAwaited() {
    return target == null ? 0 : (part.length() - done) * Float.BYTES;
  }

  @Override
  public boolean advance() throws IOException {
    boolean sent = mine != null && mine.done();
    if (sent) {
      mine = null;
    }
    Offer theirs = target == null ? null : inbox.get();
    return (theirs != null && work(theirs)) || sent;
  }

  /** Processes one piece of the other rank's offer; returns whether that was possible. */
  private boolean work(Offer theirs) throws ProtocolException {
    check(theirs);
    if (!theirs.beginPiece()) {
      return false; // Withdrawn: the other rank has failed and reports it elsewhere.
    }
    long count = Math.min(PIECE_FLOATS, part.length() - done);
    combine(theirs.vector(), new Chunk(part.offset() + done, count));
    done += count;
    boolean complete = done == part.length();
    if (complete) {
      inbox.set(null);
      target = null;
    }
    theirs.endPiece(complete);
    return true;
  }

  private void combine(FlatVector theirs, Chunk piece) {
    FlatVector to = piece.of(target);
    FlatVector from = piece.of(theirs);
    if (sum) {
      to.addBoth(from);
    } else if (combine == Combine.ADD) {
      to.add(from);
    } else {
      to.copyFrom(from);
    }
  }

  private void check(Offer theirs) throws ProtocolException {
    new Expected(type(sum), awaitedStep, target.length() * Float.BYTES)
        .check(type(theirs.sum()), theirs.step(), theirs.vector().length() * Float.BYTES);
  }

  private static FrameType type(boolean sum) {
    return sum ? FrameType.SUM : FrameType.DATA;
  }

  @Override
  public void cancel() {
    target = null;
    if (mine != null) {
      mine.withdraw();
      mine = null;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      cancel();
      Mailboxes.close(key);
    }
  }
}
