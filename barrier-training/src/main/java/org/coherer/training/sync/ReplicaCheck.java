package org.coherer.training.sync;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.coherer.training.engine.HostMirror;

/**
 * Compares the parameters of all ranks, which must have the same bits after every step, by a
 * checksum. All ranks call it together.
 */
public final class ReplicaCheck {

  /** A checksum of all parameters takes less time than any step. */
  private static final long PERIOD_STEPS = 1000;

  private final HostMirror parameters;
  private final DoubleAllReduce sums;

  /** Creates the check of one rank. */
  public ReplicaCheck(HostMirror parameters, DoubleAllReduce sums) {
    this.parameters = parameters;
    this.sums = sums;
  }

  /**
   * Compares them.
   *
   * @param when such as {@code after epoch 3}, for the message
   * @throws ReplicasDifferException on all ranks, if those of one differ: whichever of them fails
   *     first, the run ends
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  public void check(String when) {
    long[] all =
        Arrays.stream(sums.gather(checksum())).mapToLong(numbers -> (long) numbers[0]).toArray();
    if (Arrays.stream(all).allMatch(one -> one == all[0])) {
      return;
    }
    Map<Long, Long> counts =
        Arrays.stream(all)
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long right =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() * 2 > all.length)
            .mapToLong(Map.Entry::getKey)
            .findFirst()
            .orElse(-1);
    String message =
        "The parameters of rank"
            + IntStream.range(0, all.length)
                .filter(rank -> all[rank] != right)
                .mapToObj(rank -> " " + rank + " (checksum " + Long.toHexString(all[rank]) + ")")
                .collect(Collectors.joining(","))
            + (right < 0 ? " differ" : " differ from those of the other ranks")
            + " "
            + when
            + ", and must have the same bits (test the memory and processor of its machine, and"
            + " train again)";
    throw new ReplicasDifferException(message);
  }

  /**
   * Compares them within an epoch: once in a thousand steps.
   *
   * @param before how many steps of the epoch had been made at the call before
   * @param steps how many have been made now
   * @throws ReplicasDifferException as {@link #check} does
   */
  public void checkWithin(int epoch, long before, long steps) {
    if (before / PERIOD_STEPS < steps / PERIOD_STEPS) {
      check("after step " + steps + " of epoch " + epoch);
    }
  }

  private double checksum() {
    parameters.pull();
    CRC32C crc = new CRC32C();
    for (int i = 0; i < parameters.host().segmentCount(); i++) {
      crc.update(parameters.host().segment(i).duplicate());
    }
    return crc.getValue();
  }
}
