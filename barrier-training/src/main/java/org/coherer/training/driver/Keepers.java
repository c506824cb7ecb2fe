package org.coherer.training.driver;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that keep what ranks of a run have left when their attempt failed. Each holds a
 * connection to the driver until the run is over, and answers what the driver asks over it.
 */
public final class Keepers {

  private static final Logger LOG = LoggerFactory.getLogger(Keepers.class);

  /** Stands for the end of a connection; no frame is empty. */
  private static final byte[] GONE = new byte[0];

  private static final int MAX_ANSWERS = 4;

  private final List<Keeper> all = new CopyOnWriteArrayList<>();

  Keepers() {}

  /** One of them. */
  public static final class Keeper {

    private final FrameLine line;
    private final BlockingQueue<byte[]> answers = new ArrayBlockingQueue<>(MAX_ANSWERS);

    private volatile boolean gone;

    private Keeper(FrameLine line) {
      this.line = line;
    }

    /** Asks it; one thread asks at a time. One that is gone will not answer. */
    public void ask(byte[] question) {
      answers.clear();
      try {
        line.write(question);
      } catch (IOException e) {
        LOG.debug("A process that kept what a rank has left is gone", e);
        gone = true;
      }
    }

    /**
     * Returns the answer to what was asked last.
     *
     * @param patience how long to wait for it
     * @return empty if there is none in time, or the process has ended
     */
    public Optional<byte[]> answer(Duration patience) throws InterruptedException {
      byte[] answer =
          gone ? answers.poll() : answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.ofNullable(answer).filter(bytes -> bytes.length > 0);
    }
  }

  /** Takes what a process answers, until it disconnects. */
  void serve(FrameLine line) throws IOException {
    Keeper keeper = new Keeper(line);
    all.add(keeper);
    try {
      while (keeper.answers.offer(line.read())) {
        // One that says more than it was asked is disconnected.
      }
    } finally {
      all.remove(keeper);
      keeper.gone = true;
      keeper.answers.offer(GONE);
    }
  }

  /** Returns those that are connected. */
  public List<Keeper> connected() {
    return List.copyOf(all);
  }
}
