package org.coherer.training.driver;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Rendezvous;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.auth.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets ranks meet at the driver, which takes milliseconds; Spark's own {@code allGather} looks for
 * its answer once in a second. Where a rank cannot reach the driver, all of them meet by that.
 */
public final class DriverRendezvous implements Rendezvous, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DriverRendezvous.class);

  private final int rank;
  private final FrameLine line;
  private final Duration deadline;
  private final BooleanSupplier cancelled;
  private final Rendezvous otherwise;

  private DriverRendezvous(
      int rank,
      FrameLine line,
      Duration deadline,
      BooleanSupplier cancelled,
      Rendezvous otherwise) {
    this.rank = rank;
    this.line = line;
    this.deadline = deadline;
    this.cancelled = cancelled;
    this.otherwise = otherwise;
  }

  /**
   * Lets the driver know that this rank has come.
   *
   * @param deadline how long the ranks may take to meet
   * @param cancelled whether the task is to end
   * @param otherwise how ranks meet that do not all reach the driver
   */
  public static DriverRendezvous open(
      DriverAddress driver,
      int rank,
      int attempt,
      Duration deadline,
      BooleanSupplier cancelled,
      Rendezvous otherwise) {
    FrameLine line = null;
    try {
      line = driver.connect(Purpose.RENDEZVOUS, rank, attempt);
    } catch (IOException e) {
      LOG.info(
          "Rank {} cannot reach the driver at {}:{}; the ranks meet by Spark's allGather instead",
          rank,
          driver.host(),
          driver.port(),
          e);
    }
    return new DriverRendezvous(rank, line, deadline, cancelled, otherwise);
  }

  @Override
  public List<Member> meet(Member mine) {
    long endNanos = System.nanoTime() + deadline.toNanos();
    if (!isHere(endNanos)) {
      return otherwise.meet(mine);
    }
    try {
      line.write(MemberLines.encode(mine).getBytes(StandardCharsets.UTF_8));
      return MemberLines.decode(texts(read(endNanos)), mine);
    } catch (IOException e) {
      throw new TransportException(
          "Rank " + rank + " has lost the driver while it waited for all ranks to meet", e);
    }
  }

  /** Returns whether the driver has seen all ranks. */
  private boolean isHere(long endNanos) {
    if (line == null) {
      return false;
    }
    try {
      return read(endNanos)[0] == RendezvousServer.ALL_HERE;
    } catch (IOException e) {
      LOG.info("Rank {} has lost the driver; the ranks meet by Spark's allGather instead", rank, e);
      return false;
    }
  }

  private byte[] read(long endNanos) throws IOException {
    byte[] frame =
        line.readWhile(() -> !cancelled.getAsBoolean() && System.nanoTime() - endNanos < 0);
    if (frame != null) {
      return frame;
    }
    throw cancelled.getAsBoolean()
        ? new TransportException(
            "Rank " + rank + " was told to end while it waited for all ranks to meet")
        : new RendezvousTimeoutException(rank, deadline, null);
  }

  private List<String> texts(byte[] frame) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame));
    byte kind = in.readByte();
    if (kind == RendezvousServer.LEFT) {
      throw new TransportException("Rank " + in.readInt() + " has ended before all ranks had met");
    }
    if (kind != RendezvousServer.TEXTS) {
      throw new ProtocolException("Unknown answer " + kind + " of the driver");
    }
    List<String> texts = new ArrayList<>();
    while (in.available() > 0) {
      texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
    }
    return texts;
  }

  /** Disconnects. */
  @Override
  public void close() {
    try {
      if (line != null) {
        line.close();
      }
    } catch (IOException e) {
      LOG.debug("Rank {} could not disconnect", rank, e);
    }
  }
}
