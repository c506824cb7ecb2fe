package org.coherer.connector.tensorboard;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * The files of one run, which TensorBoard reads in the order of their names. What was written can
 * be read after a flush. Object stores show a file when it is closed: there, a flush closes one
 * that is a minute old, and the next event begins another.
 */
final class EventFiles implements Closeable {

  static final long SECONDS_PER_FILE = 60;

  private static final long NANOS_PER_FILE = TimeUnit.SECONDS.toNanos(SECONDS_PER_FILE);

  private final FileSystem files;
  private final Path folder;
  private final Clock clock;
  private final LongSupplier nanoTime;

  /** Of this writer, if another one should write into the same folder. */
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  private int count;
  private FSDataOutputStream out;
  private long opened;

  /** Creates event files; no file is there before the first event. */
  EventFiles(FileSystem files, Path folder, Clock clock, LongSupplier nanoTime) {
    // Not with checksums, which would be files of their own, and would keep the last bytes back.
    this.files = files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    this.folder = folder;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Adds an event. */
  void write(byte[] event) throws IOException {
    if (out == null) {
      open();
    }
    out.write(RecordFrame.of(event));
  }

  private void open() throws IOException {
    String name =
        String.format(
            Locale.ROOT,
            "events.out.tfevents.%010d.%s.%04d",
            clock.instant().getEpochSecond(),
            mark,
            count++);
    out = files.create(new Path(folder, name), false);
    opened = nanoTime.getAsLong();
    out.write(RecordFrame.of(Events.version(clock.instant())));
  }

  /** Has what was written be seen by readers, or as soon as the file system shows it. */
  void flush() throws IOException {
    if (out == null) {
      return;
    }
    if (out.hasCapability(StreamCapabilities.HSYNC)) { // and so of hflush
      out.hflush();
    } else if (nanoTime.getAsLong() - opened >= NANOS_PER_FILE) {
      close();
    } else {
      out.flush();
    }
  }

  /** Closes the file, if there is one. */
  @Override
  public void close() throws IOException {
    if (out != null) {
      FSDataOutputStream closed = out;
      out = null;
      closed.close();
    }
  }
}
