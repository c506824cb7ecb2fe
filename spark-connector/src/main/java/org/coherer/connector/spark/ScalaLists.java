package org.coherer.connector.spark;

import java.util.ArrayList;
import java.util.List;
import scala.collection.immutable.$colon$colon;
import scala.collection.immutable.List$;

/**
 * Lists for Spark.
 *
 * <p>Why: what Scala calls {@code Seq} is another interface in 2.13 than in 2.12; its {@code List}
 * is both, so the sources fit both.
 */
public final class ScalaLists {

  private ScalaLists() {}

  static <T> scala.collection.immutable.List<T> empty() {
    return cast(List$.MODULE$.empty());
  }

  /** Returns a list of one value. */
  public static <T> scala.collection.immutable.List<T> of(T only) {
    return new $colon$colon<>(only, empty());
  }

  static <T> scala.collection.immutable.List<T> of(List<? extends T> values) {
    scala.collection.immutable.List<T> list = empty();
    for (int i = values.size() - 1; i >= 0; i--) {
      list = new $colon$colon<>(values.get(i), list);
    }
    return list;
  }

  static <T> List<T> toJava(scala.collection.Seq<T> values) {
    List<T> list = new ArrayList<>(values.size());
    scala.collection.Iterator<T> iterator = values.iterator();
    while (iterator.hasNext()) {
      list.add(iterator.next());
    }
    return list;
  }

  @SuppressWarnings("unchecked")
  private static <T> scala.collection.immutable.List<T> cast(Object list) {
    return (scala.collection.immutable.List<T>) list;
  }
}
