package org.coherer.connector.shard;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.coherer.training.data.RecordBlock;
import scala.reflect.ClassTag;

/**
 * Writes ranks and their blocks to shuffle files, and reads them. Java's own serialization would
 * keep the last hundred blocks in memory on both sides, for the case that one comes again.
 *
 * <p>Keys are ranks, values blocks; nothing else can be written.
 */
final class BlockSerializer extends Serializer implements Serializable {

  private static final long serialVersionUID = 1L;

  @Override
  public SerializerInstance newInstance() {
    return new Instance();
  }

  /** Every pair stands for itself, so Spark may reorder what was written. */
  @Override
  public boolean supportsRelocationOfSerializedObjects() {
    return true;
  }

  private static final class Instance extends SerializerInstance {

    @Override
    public SerializationStream serializeStream(OutputStream out) {
      return new Writer(new DataOutputStream(out));
    }

    @Override
    public DeserializationStream deserializeStream(InputStream in) {
      return new Reader(new DataInputStream(in));
    }

    @Override
    public <T> ByteBuffer serialize(T value, ClassTag<T> type) {
      throw streamsOnly();
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassTag<T> type) {
      throw streamsOnly();
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassLoader loader, ClassTag<T> type) {
      throw streamsOnly();
    }

    private static UnsupportedOperationException streamsOnly() {
      return new UnsupportedOperationException("Record blocks are written to streams only");
    }
  }

  private static final class Writer extends SerializationStream {

    private final DataOutputStream out;

    Writer(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public <T> SerializationStream writeKey(T rank, ClassTag<T> type) {
      try {
        out.writeInt((Integer) rank);
        return this;
      } catch (IOException e) {
        throw asItIs(e);
      }
    }

    @Override
    public <T> SerializationStream writeValue(T block, ClassTag<T> type) {
      try {
        ((RecordBlock) block).writeTo(out);
        return this;
      } catch (IOException e) {
        throw asItIs(e);
      }
    }

    @Override
    public <T> SerializationStream writeObject(T value, ClassTag<T> type) {
      throw pairsOnly();
    }

    @Override
    public void flush() {
      try {
        out.flush();
      } catch (IOException e) {
        throw asItIs(e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw asItIs(e);
      }
    }
  }

  private static final class Reader extends DeserializationStream {

    private final DataInputStream in;

    Reader(DataInputStream in) {
      this.in = in;
    }

    /** Throws an {@link EOFException} at the end, which Spark expects of it. */
    @Override
    @SuppressWarnings("unchecked")
    public <T> T readKey(ClassTag<T> type) {
      try {
        return (T) Integer.valueOf(in.readInt());
      } catch (IOException e) {
        throw asItIs(e);
      }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T readValue(ClassTag<T> type) {
      try {
        return (T) RecordBlock.readFrom(in);
      } catch (IOException e) {
        throw asItIs(e);
      }
    }

    @Override
    public <T> T readObject(ClassTag<T> type) {
      throw pairsOnly();
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw asItIs(e);
      }
    }
  }

  private static UnsupportedOperationException pairsOnly() {
    return new UnsupportedOperationException("Only ranks with their record blocks can be written");
  }

  /** Throws a checked exception that Spark's methods do not declare, but know how to handle. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException asItIs(IOException e) throws E {
    throw (E) e;
  }
}
