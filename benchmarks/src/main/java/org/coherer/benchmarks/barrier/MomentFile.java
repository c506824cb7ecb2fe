package org.coherer.benchmarks.barrier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The moments that one process notes, in memory that it shares with whoever reads them: nothing is
 * lost when the process is killed, and noting one costs a training nothing.
 */
final class MomentFile {

  /** The system property that says in which folder a process notes. */
  static final String FOLDER = "coherer.benchmarks.moments";

  /** How the names of such files end; they are {@code RANK-PROCESS-SERIAL.moments}. */
  static final String SUFFIX = ".moments";

  /** Two numbers of eight bytes, little endian: what, and when. */
  static final int RECORD_BYTES = 16;

  /** The byte order of both numbers; scripts in Python write the same. */
  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  private static final int CAPACITY = 1 << 16;
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final MappedByteBuffer records;
  private int noted;

  private MomentFile(MappedByteBuffer records) {
    this.records = records;
  }

  /** Begins to note in the folder that this process was started with. */
  static MomentFile here(int rank) {
    String folder = System.getProperty(FOLDER);
    if (folder == null) {
      throw new IllegalStateException(
          "No folder to note moments in (start this process with -D" + FOLDER + "=...)");
    }
    return create(Path.of(folder), rank);
  }

  /** Begins to note in a folder. */
  static MomentFile create(Path folder, int rank) {
    String name =
        rank + "-" + ProcessHandle.current().pid() + "-" + SERIAL.incrementAndGet() + SUFFIX;
    try {
      Files.createDirectories(folder);
      try (FileChannel file =
          FileChannel.open(
              folder.resolve(name),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE)) {
        MappedByteBuffer records =
            file.map(FileChannel.MapMode.READ_WRITE, 0, (long) CAPACITY * RECORD_BYTES);
        records.order(ORDER);
        return new MomentFile(records);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot note moments in " + folder, e);
    }
  }

  /** Notes that something was done right now. */
  void note(long number) {
    if (noted == CAPACITY) {
      throw new IllegalStateException("Cannot note more than " + CAPACITY + " moments");
    }
    int at = noted++ * RECORD_BYTES;
    long nanos = System.nanoTime();
    records.putLong(at, number);
    VarHandle.releaseFence(); // A record counts once it has a time.
    records.putLong(at + Long.BYTES, nanos);
  }
}
