package org.coherer.training.transport;

import java.io.Serializable;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the ranks of a run connect; equal on all ranks.
 *
 * @param links the allowed kinds of links; each pair of ranks uses the fastest that it has
 * @param ports where ranks listen
 * @param messageTimeout the longest wait for a message of a live peer
 * @param checksums which TCP messages carry a checksum of their payload
 * @param encrypted whether TCP messages are encrypted
 * @param sharedMemory the folder for shared segments: one that lies in memory
 */
public record TransportOptions(
    Set<LinkKind> links,
    PortRange ports,
    Duration messageTimeout,
    Checksums checksums,
    boolean encrypted,
    String sharedMemory)
    implements Serializable {

  /**
   * Which TCP messages carry a checksum of their payload, in addition to that of the header. TCP's
   * own 16 bits miss one damaged packet in 65536.
   */
  public enum Checksums {
    /** None. */
    OFF,
    /** Those that leave the machine: what stays on it is as safe as its memory. */
    BETWEEN_MACHINES,
    /** All. */
    ALWAYS
  }

  /**
   * All links, any port, ten minutes, checksums between machines, no encryption, {@code /dev/shm}.
   */
  public static final TransportOptions DEFAULT =
      new TransportOptions(
          Set.of(LinkKind.values()),
          PortRange.ANY,
          Duration.ofMinutes(10),
          Checksums.BETWEEN_MACHINES,
          false,
          "/dev/shm");

  /** Checks that at least one kind of link is allowed and the timeout is positive. */
  public TransportOptions {
    links = Set.copyOf(links);
    if (links.isEmpty()) {
      throw new IllegalArgumentException(
          "No transport is allowed (must be at least one of local, shm, tcp)");
    }
    if (messageTimeout.isZero() || messageTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "Invalid messageTimeout " + messageTimeout + " (must be positive)");
    }
  }

  /** Returns a copy that allows these kinds of links. */
  public TransportOptions withLinks(Set<LinkKind> allowed) {
    return new TransportOptions(allowed, ports, messageTimeout, checksums, encrypted, sharedMemory);
  }

  /** Returns a copy with another message timeout. */
  public TransportOptions withMessageTimeout(Duration other) {
    return new TransportOptions(links, ports, other, checksums, encrypted, sharedMemory);
  }

  /** Returns a copy with another choice of checksums. */
  public TransportOptions withChecksums(Checksums wanted) {
    return new TransportOptions(links, ports, messageTimeout, wanted, encrypted, sharedMemory);
  }

  /** Returns a copy with or without encryption. */
  public TransportOptions withEncryption(boolean wanted) {
    return new TransportOptions(links, ports, messageTimeout, checksums, wanted, sharedMemory);
  }

  /** Formats equal options alike, on every rank: links are listed in their natural order. */
  @Override
  public String toString() {
    return "TransportOptions["
        + new TreeSet<>(links)
        + ", ports "
        + ports
        + ", message timeout "
        + messageTimeout
        + ", checksums "
        + checksums
        + ", encrypted "
        + encrypted
        + ", "
        + sharedMemory
        + "]";
  }
}
