package org.coherer.training.checkpoint.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.coherer.training.file.RandomInput;

/** Files of any of Hadoop's file systems; flushed where it can do so. */
final class HadoopFiles {

  private static final int BUFFER_BYTES = 1 << 18;
  private static final String ABORTABLE = "fs.capability.outputstream.abortable";

  private HadoopFiles() {}

  /** Creates a file that is not there yet, and its folder if need be. */
  static DurableOutput create(FileSystem files, Path file) throws IOException {
    FSDataOutputStream out =
        files.create(
            file,
            FsPermission.getFileDefault(),
            EnumSet.of(CreateFlag.CREATE, CreateFlag.SYNC_BLOCK),
            BUFFER_BYTES,
            files.getDefaultReplication(file),
            files.getDefaultBlockSize(file),
            null);
    return new Output(out);
  }

  /** Opens a file. */
  static RandomInput open(FileSystem files, Path file) throws IOException {
    long length = files.getFileStatus(file).getLen();
    return new Input(files.open(file, BUFFER_BYTES), length, new byte[BUFFER_BYTES]);
  }

  private static final class Output implements DurableOutput {

    private final FSDataOutputStream out;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private boolean complete;

    Output(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(ByteBuffer... buffers) throws IOException {
      for (ByteBuffer buffer : buffers) {
        while (buffer.hasRemaining()) {
          int count = Math.min(buffer.remaining(), bytes.length);
          buffer.get(bytes, 0, count);
          out.write(bytes, 0, count);
        }
      }
    }

    @Override
    public void commit() throws IOException {
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
      complete = true;
      out.close();
    }

    @Override
    public void close() throws IOException {
      if (complete) {
        return;
      }
      if (out.hasCapability(ABORTABLE)) {
        out.abort(); // To close would be to make a file of what was written so far.
      }
      out.close();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Input(FSDataInputStream in, long length, byte[] bytes) implements RandomInput {

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
      if (in.getPos() != position) {
        in.seek(position);
      }
      while (into.hasRemaining()) {
        int count = Math.min(into.remaining(), bytes.length);
        in.readFully(bytes, 0, count);
        into.put(bytes, 0, count);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
