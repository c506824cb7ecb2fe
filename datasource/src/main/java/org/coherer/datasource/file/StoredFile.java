package org.coherer.datasource.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * A file of any Hadoop file system that a task can open, compressed or not.
 *
 * <p>The first two bytes, not the name, decide whether it is compressed: browsers and download
 * tools inflate files and keep the {@code .gz}, or do the opposite.
 *
 * @param found the file as it was listed
 * @param compression the compression of the stored bytes
 */
public record StoredFile(FoundFile found, Compression compression) implements Serializable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int GZIP_MAGIC = 0x1F8B;

  /** The maximum expansion of a deflate stream (https://zlib.net/zlib_tech.html). */
  private static final long MAX_INFLATION = 1032;

  /**
   * Detects the compression of a file by its first bytes.
   *
   * @param found the file
   * @param hadoop the settings with which it is opened
   * @throws IOException if the file cannot be read
   */
  public static StoredFile inspect(FoundFile found, HadoopSettings hadoop) throws IOException {
    StoredFile plain = new StoredFile(found, Compression.NONE);
    try (InputStream in = plain.openRaw(0, hadoop)) {
      int magic = in.read() << Byte.SIZE | in.read(); // negative where the file ends before
      return magic == GZIP_MAGIC ? new StoredFile(found, Compression.GZIP) : plain;
    }
  }

  /** Returns the qualified path. */
  public String path() {
    return found.path();
  }

  /** Returns the number of stored bytes. */
  public long length() {
    return found.length();
  }

  /** Returns whether reading may start in the middle at no cost. */
  public boolean isSplittable() {
    return compression == Compression.NONE;
  }

  /** Returns an upper bound of the content's length, independent of any header in the file. */
  public long maxContentBytes() {
    return isSplittable() ? length() : Math.multiplyExact(length(), MAX_INFLATION);
  }

  /**
   * Opens the content, inflated and buffered.
   *
   * @param offset the byte of the content (not of the stored file) to start at
   * @param hadoop the settings with which it is opened
   * @return the caller closes it
   * @throws IOException if the file cannot be opened, or ends before
   */
  public InputStream open(long offset, HadoopSettings hadoop) throws IOException {
    if (isSplittable()) {
      return new BufferedInputStream(openRaw(offset, hadoop), BUFFER_BYTES);
    }
    InputStream raw = new BufferedInputStream(openRaw(0, hadoop), BUFFER_BYTES);
    try {
      InputStream content =
          new BufferedInputStream(new GzipStream(raw, BUFFER_BYTES), BUFFER_BYTES);
      content.skipNBytes(offset);
      return content;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private FSDataInputStream openRaw(long offset, HadoopSettings hadoop) throws IOException {
    Path file = new Path(path());
    FSDataInputStream in = file.getFileSystem(hadoop.configuration()).open(file);
    try {
      in.seek(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
