package org.coherer.datasource.fuzz;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A file system of one file, which the calling thread sets: a disk would be what takes time. */
public final class MemoryFileSystem extends FileSystem {
  static final String SCHEME = "memory";

  private static final ThreadLocal<byte[]> CONTENT = ThreadLocal.withInitial(() -> new byte[0]);

  /** Called by Hadoop, by reflection. */
  public MemoryFileSystem() {}

  /**
   * Sets the content that this thread reads from every file.
   *
   * @param content is kept, not copied
   */
  static void set(byte[] content) {
    CONTENT.set(content);
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FSDataInputStream open(Path path, int bufferBytes) {
    return new FSDataInputStream(new SeekableBytes(CONTENT.get()));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferBytes,
      short replication,
      long blockBytes,
      Progressable progress)
      throws IOException {
    throw readOnly(path);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferBytes, Progressable progress)
      throws IOException {
    throw readOnly(path);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    throw readOnly(from);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    throw readOnly(path);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    throw new FileNotFoundException(
        "Cannot list '%s' (files have no directory here)".formatted(path));
  }

  @Override
  public void setWorkingDirectory(Path path) {
    throw new UnsupportedOperationException(
        "Cannot work in '%s' (paths are absolute)".formatted(path));
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path("/");
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    throw readOnly(path);
  }

  @Override
  public FileStatus getFileStatus(Path path) {
    return new FileStatus(CONTENT.get().length, false, 1, 1, 0, path);
  }

  private static IOException readOnly(Path path) {
    return new IOException("Cannot change '%s' (files are only read here)".formatted(path));
  }

  /** Bytes as Hadoop reads them. */
  private static final class SeekableBytes extends ByteArrayInputStream
      implements Seekable, PositionedReadable {

    SeekableBytes(byte[] content) {
      super(content);
    }

    @Override
    public void seek(long offset) throws IOException {
      if (offset < 0 || offset > count) {
        throw new IOException("Cannot seek to %d (must be in [0, %d])".formatted(offset, count));
      }
      pos = (int) offset;
    }

    @Override
    public long getPos() {
      return pos;
    }

    @Override
    public boolean seekToNewSource(long offset) {
      return false;
    }

    @Override
    public int read(long offset, byte[] bytes, int start, int length) throws IOException {
      seek(offset);
      return read(bytes, start, length);
    }

    @Override
    public void readFully(long offset, byte[] bytes, int start, int length) throws IOException {
      if (read(offset, bytes, start, length) < length) {
        throw new IOException("Cannot read %d bytes at %d".formatted(length, offset));
      }
    }

    @Override
    public void readFully(long offset, byte[] bytes) throws IOException {
      readFully(offset, bytes, 0, bytes.length);
    }
  }
}
