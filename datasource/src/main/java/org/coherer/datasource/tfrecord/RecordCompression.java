package org.coherer.datasource.tfrecord;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;
import org.coherer.datasource.file.GzipStream;

/** How the whole of a TFRecord file is stored. */
enum RecordCompression {
  /** As it is. */
  NONE("") {
    @Override
    InputStream inflating(InputStream in) {
      return in;
    }

    @Override
    OutputStream deflating(OutputStream out) {
      return new BufferedOutputStream(out, BUFFER_BYTES);
    }
  },

  /** By gzip, which TensorFlow reads and writes as well. */
  GZIP(".gz") {
    @Override
    InputStream inflating(InputStream in) throws IOException {
      return new BufferedInputStream(new GzipStream(in, BUFFER_BYTES), BUFFER_BYTES);
    }

    @Override
    OutputStream deflating(OutputStream out) throws IOException {
      return new BufferedOutputStream(new GZIPOutputStream(out, BUFFER_BYTES), BUFFER_BYTES);
    }
  },

  /** By Zstandard, smaller and faster, which TensorFlow does not read. */
  ZSTD(".zst") {
    @Override
    InputStream inflating(InputStream in) throws IOException {
      ZstdInputStream inflated = new ZstdInputStream(in);
      inflated.setLongMax(MAX_WINDOW_LOG);
      return new BufferedInputStream(inflated, BUFFER_BYTES);
    }

    @Override
    OutputStream deflating(OutputStream out) throws IOException {
      return new BufferedOutputStream(new ZstdOutputStream(out), BUFFER_BYTES);
    }
  };

  /** The bytes that {@link #of} looks at. */
  static final int PROBE_BYTES = FrameReader.HEADER_BYTES;

  private static final int BUFFER_BYTES = 64 * 1024;

  /** Windows of 8 MiB, what a decoder of Zstandard has to take (RFC 8878, 3.1.1.1.2). */
  private static final int MAX_WINDOW_LOG = 23;

  private static final int GZIP_MAGIC = 0x8B1F;
  private static final int ZSTD_MAGIC = 0xFD2FB528;

  private final String suffix;

  RecordCompression(String suffix) {
    this.suffix = suffix;
  }

  /** Returns the end of the names of such files. */
  String suffix() {
    return suffix;
  }

  /**
   * Returns the compression of a file. Its name does not matter. A file that starts with a length
   * and the right checksum of it is not compressed, even if that length looks like gzip.
   *
   * @param start the first {@link #PROBE_BYTES} of the file, or all of it
   */
  static RecordCompression of(byte[] start) {
    ByteBuffer numbers =
        ByteBuffer.allocate(PROBE_BYTES).order(ByteOrder.LITTLE_ENDIAN).put(start).clear();
    if (numbers.getInt(Long.BYTES) == MaskedCrc.of(numbers.array(), 0, Long.BYTES)) {
      return NONE;
    }
    if (numbers.getInt(0) == ZSTD_MAGIC) {
      return ZSTD;
    }
    return Short.toUnsignedInt(numbers.getShort(0)) == GZIP_MAGIC ? GZIP : NONE;
  }

  /**
   * Returns the content of a stored stream.
   *
   * @param in buffered, at the start of the file
   */
  abstract InputStream inflating(InputStream in) throws IOException;

  /** Returns a stream to write the content to; it ends the compression when it is closed. */
  abstract OutputStream deflating(OutputStream out) throws IOException;
}
