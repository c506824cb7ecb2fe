package org.coherer.training.checkpoint.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.coherer.training.file.RandomInput;

/** Files of this machine, read and written without a copy, and flushed to the disk. */
final class LocalFiles {

  private LocalFiles() {}

  /** Creates a file that is not there yet, and its folder if need be. */
  static DurableOutput create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new LocalOutput(file, channel);
  }

  /** Opens a file. */
  static RandomInput open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return new Input(channel, channel.size());
  }

  private record Input(FileChannel channel, long length) implements RandomInput {

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
      long at = position;
      while (into.hasRemaining()) {
        int count = channel.read(into, at);
        if (count < 0) {
          throw new EOFException("the file ends at " + at);
        }
        at += count;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
