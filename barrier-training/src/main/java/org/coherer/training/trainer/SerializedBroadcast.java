package org.coherer.training.trainer;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.serializer.SerializationStream;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * A value for all executors, which Spark broadcasts as bytes in Java's serialization; see {@link
 * JavaBytes} for why.
 *
 * @param <T> the type of the value
 */
public final class SerializedBroadcast<T extends Serializable>
    implements Serializable, AutoCloseable {

  private static final long serialVersionUID = 1L;

  /** A value may be longer than the longest array. */
  private static final int PIECE_BYTES = 1 << 26;

  /** The values of this JVM, by the first piece of their bytes, as long as Spark holds that. */
  private static final Map<byte[], Object> VALUES = new WeakHashMap<>();

  private final List<Broadcast<byte[]>> pieces;

  private SerializedBroadcast(List<Broadcast<byte[]>> pieces) {
    this.pieces = pieces;
  }

  /** Broadcasts a value; on the driver. */
  public static <T extends Serializable> SerializedBroadcast<T> of(
      T value, JavaSparkContext spark) {
    Pieces bytes = new Pieces();
    try (SerializationStream out = JavaBytes.serializer().serializeStream(bytes)) {
      out.writeObject(value, tag());
    }
    return new SerializedBroadcast<>(bytes.all().map(spark::broadcast).toList());
  }

  /** Returns the value; the same object to all who ask in this JVM, mostly. */
  public T value() {
    List<byte[]> bytes = pieces.stream().map(Broadcast::value).toList();
    synchronized (VALUES) {
      @SuppressWarnings("unchecked") // the bytes are those of a T
      T value = (T) VALUES.computeIfAbsent(bytes.get(0), first -> read(bytes));
      return value;
    }
  }

  private static Object read(List<byte[]> bytes) {
    InputStream in =
        new SequenceInputStream(
            Collections.enumeration(bytes.stream().map(ByteArrayInputStream::new).toList()));
    return JavaBytes.serializer().deserializeStream(in).readObject(tag());
  }

  /** Frees the bytes, on the driver and on all executors; on the driver. */
  @Override
  public void close() {
    pieces.forEach(Broadcast::destroy);
  }

  private static ClassTag<Object> tag() {
    return ClassTag$.MODULE$.Object();
  }

  /** Collects bytes in arrays of at most a certain length. */
  private static final class Pieces extends OutputStream {

    private final List<byte[]> full = new ArrayList<>();
    private ByteBuffer last = ByteBuffer.allocate(1 << 13);

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      int at = offset;
      while (at < offset + length) {
        if (!last.hasRemaining()) {
          makeSpace();
        }
        int count = Math.min(last.remaining(), offset + length - at);
        last.put(bytes, at, count);
        at += count;
      }
    }

    private void makeSpace() {
      if (last.capacity() < PIECE_BYTES) {
        last = ByteBuffer.allocate(last.capacity() * 2).put(last.flip());
      } else {
        full.add(last.array());
        last = ByteBuffer.allocate(PIECE_BYTES);
      }
    }

    Stream<byte[]> all() {
      byte[] rest = new byte[last.flip().remaining()];
      last.get(rest);
      return Stream.concat(full.stream(), Stream.of(rest));
    }
  }
}
