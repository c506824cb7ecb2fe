package org.coherer.training.checkpoint.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A new file of this machine. What was written goes to the disk on another thread while more is
 * being written, so that the disk does not begin when all is there.
 */
final class LocalOutput implements DurableOutput {

  private static final long FLUSH_BYTES = 64L << 20;

  private final Path file;
  private final FileChannel channel;
  private ExecutorService flusher;
  private Future<Void> flush;
  private long unflushed;

  LocalOutput(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  @Override
  public void write(ByteBuffer... buffers) throws IOException {
    while (buffers[buffers.length - 1].hasRemaining()) {
      unflushed += channel.write(buffers);
    }
    if (unflushed >= FLUSH_BYTES && (flush == null || flush.isDone())) {
      awaitFlush();
      unflushed = 0;
      flush = flusher().submit(this::flush);
    }
  }

  private ExecutorService flusher() {
    if (flusher == null) {
      flusher =
          Executors.newSingleThreadExecutor(
              work -> {
                Thread thread = new Thread(work, "coherer-checkpoint-flush");
                thread.setDaemon(true);
                return thread;
              });
    }
    return flusher;
  }

  private Void flush() throws IOException {
    channel.force(false);
    return null;
  }

  /** The system reports a failed write to one flush alone: that of any must not be lost. */
  private void awaitFlush() throws IOException {
    if (flush == null) {
      return;
    }
    try {
      flush.get();
    } catch (ExecutionException e) {
      throw new IOException("Cannot flush: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("Interrupted while flushing");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  @Override
  public void commit() throws IOException {
    awaitFlush();
    channel.force(true);
    close();
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true); // The name of a new file is a change of its folder.
    }
  }

  @Override
  public void close() throws IOException {
    if (flusher != null) {
      flusher.shutdown();
    }
    channel.close();
  }
}
