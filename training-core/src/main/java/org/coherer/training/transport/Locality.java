package org.coherer.training.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The machine and process of a rank, as far as the rank can tell. Ranks compare localities to find
 * out with whom they may share memory. A hint, no proof: two containers run on the same machine and
 * may still share nothing.
 *
 * @param machine identifies the running operating system; equal for ranks of one machine
 * @param jvm identifies the Java virtual machine; equal for ranks that are threads of one process
 * @param processors the processors that this Java virtual machine may use
 */
public record Locality(String machine, String jvm, int processors) {

  /** Differs between class loaders: only ranks that share this class can share objects. */
  private static final String THIS_JVM = UUID.randomUUID().toString();

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Returns the locality of the caller. */
  public static Locality here() {
    return new Locality(thisMachine(), THIS_JVM, Runtime.getRuntime().availableProcessors());
  }

  /** Returns whether both are the same Java virtual machine. */
  public boolean sharesJvm(Locality other) {
    return jvm.equals(other.jvm);
  }

  /** Returns whether both are, or seem to be, on one machine. */
  public boolean sharesMachine(Locality other) {
    return machine.equals(other.machine);
  }

  private static String thisMachine() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return THIS_JVM; // Not Linux: assume that nothing is shared beyond the process.
    }
  }
}
