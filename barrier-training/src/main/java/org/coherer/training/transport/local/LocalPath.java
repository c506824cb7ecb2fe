package org.coherer.training.transport.local;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.concurrent.atomic.AtomicReference;
import org.coherer.training.transport.PathKind;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.transport.path.Expected;
import org.coherer.training.transport.path.FrameType;
import org.coherer.training.transport.path.VectorPath;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Vectors between two threads, without a copy on the way: the receiver reads the sender's own
 * memory. A sum in place is shared out: the lower rank makes the first half and writes it to both
 * vectors, the higher rank the second.
 */
public final class LocalPath implements VectorPath {

  private static final int PIECE_FLOATS = 16 * 1024;

  private final Meeting.Key key;
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

  private LocalPath(Meeting.Key key, Meeting meeting, boolean lower) {
    this.key = key;
    this.lower = lower;
    outbox = meeting.from(lower);
    inbox = meeting.from(!lower);
  }

  /** Opens the end of one rank towards another one of the same Java virtual machine. */
  public static LocalPath open(RunIdentity identity, int rank, int peer) {
    Meeting.Key key = new Meeting.Key(identity, Math.min(rank, peer), Math.max(rank, peer));
    return new LocalPath(key, Meeting.enter(key), rank < peer);
  }

  @Override
  public PathKind kind() {
    return PathKind.LOCAL;
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

  /** Works on one piece of what the other rank shows; returns whether that was possible. */
  private boolean work(Offer theirs) throws ProtocolException {
    check(theirs);
    if (!theirs.enter()) {
      return false; // Taken back: the other rank has failed and says so elsewhere.
    }
    long count = Math.min(PIECE_FLOATS, part.length() - done);
    combine(theirs.vector(), new Chunk(part.offset() + done, count));
    done += count;
    boolean complete = done == part.length();
    if (complete) {
      inbox.set(null);
      target = null;
    }
    theirs.leave(complete);
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
      mine.takeBack();
      mine = null;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      cancel();
      Meeting.leave(key);
    }
  }
}
