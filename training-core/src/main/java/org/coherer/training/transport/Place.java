package org.coherer.training.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Where a rank runs, as far as it can tell by itself: what ranks compare to see whether they may
 * have memory in common. A hint, no proof: containers on one machine are on the same machine and
 * still share nothing.
 *
 * @param machine names the running operating system; equal on ranks of one machine
 * @param jvm names the Java virtual machine; equal on ranks that are threads of one process
 * @param processors the processors that this Java virtual machine may use
 */
public record Place(String machine, String jvm, int processors) {

  /** One for every class loader that loads this class: what two ranks need to share objects. */
  private static final String THIS_JVM = UUID.randomUUID().toString();

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Returns the place of the caller. */
  public static Place here() {
    return new Place(thisMachine(), THIS_JVM, Runtime.getRuntime().availableProcessors());
  }

  /** Returns whether both are the same Java virtual machine. */
  public boolean sharesJvm(Place other) {
    return jvm.equals(other.jvm);
  }

  /** Returns whether both are, or seem to be, on one machine. */
  public boolean sharesMachine(Place other) {
    return machine.equals(other.machine);
  }

  private static String thisMachine() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return THIS_JVM; // Not Linux: nothing is known to be shared beyond the process.
    }
  }
}
