package org.coherer.training.transport;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the ranks of a run are to be connected; the same on all of them.
 *
 * @param paths the ways that may be used; the fastest possible one is, pair by pair
 * @param ports where ranks listen
 * @param messageTimeout the longest wait for a message of a peer that shows signs of life
 * @param checksums which TCP messages carry a checksum of their payload
 * @param encrypted whether TCP messages are encrypted
 * @param sharedMemory the folder for shared segments: one that lies in memory
 */
public record TransportOptions(
    Set<PathKind> paths,
    PortRange ports,
    Duration messageTimeout,
    Checksums checksums,
    boolean encrypted,
    String sharedMemory)
    implements Serializable {

  /**
   * Which TCP messages carry a checksum of their payload, beside the one that every header has.
   * TCP's own 16 bits miss one damaged packet in 65536.
   */
  public enum Checksums {
    /** None. */
    OFF,
    /** Those that leave the machine: what stays on it is as safe as its memory. */
    BETWEEN_MACHINES,
    /** All. */
    ALWAYS
  }

  /** Every way, any port, ten minutes, checksums between machines, in clear, {@code /dev/shm}. */
  public static final TransportOptions DEFAULT =
      new TransportOptions(
          Set.of(PathKind.values()),
          PortRange.ANY,
          Duration.ofMinutes(10),
          Checksums.BETWEEN_MACHINES,
          false,
          "/dev/shm");

  /** Checks that there is a way and a positive timeout. */
  public TransportOptions {
    paths = Set.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException(
          "No transport is allowed (must be at least one of local, shm, tcp)");
    }
    if (messageTimeout.isZero() || messageTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "Invalid messageTimeout " + messageTimeout + " (must be positive)");
    }
  }

  /** Returns the same with other ways. */
  public TransportOptions withPaths(Set<PathKind> others) {
    return new TransportOptions(others, ports, messageTimeout, checksums, encrypted, sharedMemory);
  }

  /** Returns the same with another message timeout. */
  public TransportOptions withMessageTimeout(Duration other) {
    return new TransportOptions(paths, ports, other, checksums, encrypted, sharedMemory);
  }

  /** Returns the same with other ports. */
  public TransportOptions withPorts(PortRange others) {
    return new TransportOptions(paths, others, messageTimeout, checksums, encrypted, sharedMemory);
  }

  /** Returns the same with other checksums. */
  public TransportOptions withChecksums(Checksums wanted) {
    return new TransportOptions(paths, ports, messageTimeout, wanted, encrypted, sharedMemory);
  }

  /** Returns the same with or without encryption. */
  public TransportOptions withEncryption(boolean wanted) {
    return new TransportOptions(paths, ports, messageTimeout, checksums, wanted, sharedMemory);
  }

  /** Returns the same with another folder for shared segments. */
  public TransportOptions withSharedMemory(Path folder) {
    return new TransportOptions(
        paths, ports, messageTimeout, checksums, encrypted, folder.toString());
  }

  /** Has the same text for equal options: the ways in their own order. */
  @Override
  public String toString() {
    return "TransportOptions["
        + new TreeSet<>(paths)
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
