package org.coherer.training.embedding.file;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.coherer.training.file.RandomInput;

/** Files in a folder of this machine. */
record LocalTableFiles(Path folder) implements TableFiles {

  @Override
  public String path(String name) {
    return folder.resolve(name).toString();
  }

  @Override
  public TableOutput create(String name) throws IOException {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new Output(file, channel);
    } catch (IOException e) {
      throw new IOException("Cannot create " + file + ": " + e, e);
    }
  }

  @Override
  public RandomInput open(String name) throws IOException {
    Path file = folder.resolve(name);
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new Input(file, channel, channel.size());
    } catch (NoSuchFileException e) {
      FileNotFoundException missing = new FileNotFoundException(file.toString());
      missing.initCause(e);
      throw missing;
    } catch (IOException e) {
      throw new IOException("Cannot open " + file + ": " + e, e);
    }
  }

  private record Output(Path file, FileChannel channel) implements TableOutput {

    @Override
    public void write(ByteBuffer buffer) throws IOException {
      try {
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      } catch (IOException e) {
        throw new IOException("Cannot write " + file + ": " + e, e);
      }
    }

    @Override
    public void commit() throws IOException {
      channel.force(true);
      channel.close();
      try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
        folder.force(true); // The name of a new file is a change of its folder.
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record Input(Path file, FileChannel channel, long length) implements RandomInput {

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
      long at = position;
      while (into.hasRemaining()) {
        int count = read(into, at);
        if (count < 0) {
          throw new EOFException("the file ends at " + at);
        }
        at += count;
      }
    }

    private int read(ByteBuffer into, long at) throws IOException {
      try {
        return channel.read(into, at);
      } catch (IOException e) {
        throw new IOException("Cannot read " + file + ": " + e, e);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
