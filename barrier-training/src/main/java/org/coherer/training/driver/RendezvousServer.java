package org.coherer.training.driver;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.coherer.training.transport.auth.Hello;

/**
 * Where the ranks of a run meet, on the driver: each hands in a text and gets those of all ranks.
 * Every attempt of the run has a meeting of its own.
 *
 * <p>First it is decided whether they meet here at all. They do if all have come within a few
 * seconds of the first one; otherwise all of them hear that they do not, for then the driver cannot
 * be reached from everywhere. So nobody waits here for a rank that waits elsewhere.
 */
final class RendezvousServer implements AutoCloseable {

  /** Answers a rank that has come: all have. */
  static final byte ALL_HERE = 'H';

  /** Answers a rank that has come: it has to meet the others elsewhere. */
  static final byte ELSEWHERE = 'E';

  /** Begins the texts of all ranks. */
  static final byte TEXTS = 'T';

  /** Begins the number of a rank that has left before all had handed in their texts. */
  static final byte LEFT = 'L';

  private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

  private final Duration patience;
  private final Map<Integer, Meeting> meetings = new HashMap<>();
  private int ranks;
  private boolean closed;

  /**
   * Creates the server of a run.
   *
   * @param patience how long the first rank to come waits for the last one
   */
  RendezvousServer(Duration patience) {
    this.patience = patience;
  }

  /** Says how many ranks the attempts have whose first rank is to come. */
  synchronized void begin(int count) {
    ranks = count;
  }

  /** One attempt of the run. Guarded by the server. */
  private static final class Meeting {
    private final boolean[] come;
    private final byte[][] texts;
    private final long deadlineNanos;
    private int missing;
    private int silent;
    private boolean elsewhere;
    private int left = -1;

    Meeting(int ranks, Duration patience) {
      come = new boolean[ranks];
      texts = new byte[ranks][];
      deadlineNanos = System.nanoTime() + patience.toNanos();
      missing = ranks;
      silent = ranks;
    }
  }

  /**
   * Serves a rank; returns when it has got all it came for.
   *
   * @throws IOException if it cannot be served any further: disconnect
   */
  void serve(Hello hello, FrameLine line) throws IOException {
    int rank = hello.from();
    Meeting meeting = enter(hello);
    if (!allHere(meeting)) {
      line.write(new byte[] {ELSEWHERE});
      return;
    }
    boolean handedIn = false;
    try {
      line.write(new byte[] {ALL_HERE});
      handIn(meeting, rank, line.read());
      handedIn = true;
    } finally {
      if (!handedIn) {
        leave(meeting, rank);
      }
    }
    line.write(texts(meeting));
  }

  private synchronized Meeting enter(Hello hello) throws IOException {
    int rank = hello.from();
    Meeting meeting =
        meetings.computeIfAbsent(hello.generation(), attempt -> new Meeting(ranks, patience));
    if (rank < 0 || rank >= meeting.come.length || meeting.come[rank]) {
      throw new ProtocolException(
          "Rank " + rank + " of " + meeting.come.length + " has come already, or is none");
    }
    meeting.come[rank] = true;
    meeting.missing--;
    notifyAll();
    return meeting;
  }

  private synchronized boolean allHere(Meeting meeting) throws IOException {
    await(() -> meeting.missing == 0 || meeting.elsewhere, meeting.deadlineNanos);
    if (meeting.missing > 0) {
      meeting.elsewhere = true;
      notifyAll();
    }
    return !meeting.elsewhere;
  }

  private synchronized void handIn(Meeting meeting, int rank, byte[] text) {
    meeting.texts[rank] = text;
    meeting.silent--;
    notifyAll();
  }

  private synchronized void leave(Meeting meeting, int rank) {
    meeting.left = rank;
    notifyAll();
  }

  private synchronized byte[] texts(Meeting meeting) throws IOException {
    await(() -> meeting.silent == 0 || meeting.left >= 0, System.nanoTime() + FOREVER_NANOS);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    if (meeting.silent > 0) {
      out.writeByte(LEFT);
      out.writeInt(meeting.left);
      return bytes.toByteArray();
    }
    out.writeByte(TEXTS);
    for (byte[] text : meeting.texts) {
      out.writeInt(text.length);
      out.write(text);
    }
    return bytes.toByteArray();
  }

  /** Returns the ranks that have yet to hand in their texts, once all have come; else none. */
  synchronized List<Integer> awaited(int attempt) {
    Meeting meeting = meetings.get(attempt);
    List<Integer> ranksLeft = new ArrayList<>();
    if (meeting != null && meeting.missing == 0 && !meeting.elsewhere) {
      for (int rank = 0; rank < meeting.texts.length; rank++) {
        if (meeting.texts[rank] == null) {
          ranksLeft.add(rank);
        }
      }
    }
    return ranksLeft;
  }

  /** Waits until something holds or the time is up; the caller holds its lock. */
  private void await(BooleanSupplier holds, long endNanos) throws IOException {
    long left = endNanos - System.nanoTime();
    while (!holds.getAsBoolean() && left > 0) {
      if (closed) {
        throw new IOException("The run has ended");
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted in a meeting", e);
      }
      left = endNanos - System.nanoTime();
    }
  }

  /** Sends everybody away. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
