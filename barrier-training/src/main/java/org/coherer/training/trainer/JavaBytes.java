package org.coherer.training.trainer;

import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Objects as bytes in Java's serialization, for whatever passes {@code spark.serializer}: results
 * of tasks, shuffles, broadcasts. Kryo, for one, can take no records, and may be told to refuse
 * every class that a user has not registered; bytes it always takes.
 */
public final class JavaBytes {

  private JavaBytes() {}

  /** Returns the bytes of an object; on the driver or in a task. */
  public static byte[] of(Serializable object) {
    ByteBuffer buffer = serializer().serialize(object, tag(Serializable.class));
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Returns the object of which these are the bytes; on the driver or in a task. */
  public static <T extends Serializable> T read(byte[] bytes, Class<T> type) {
    return serializer().deserialize(ByteBuffer.wrap(bytes), type.getClassLoader(), tag(type));
  }

  /** Spark serializes closures in Java's way, whatever it does with data. */
  static SerializerInstance serializer() {
    return SparkEnv.get().closureSerializer().newInstance();
  }

  private static <T> ClassTag<T> tag(Class<T> type) {
    return ClassTag$.MODULE$.apply(type);
  }
}
