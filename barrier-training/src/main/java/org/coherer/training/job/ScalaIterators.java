package org.coherer.training.job;

import java.util.Iterator;
import scala.collection.AbstractIterator;

/** Crosses between Java's iterators and Scala's, alike on Scala 2.12 and 2.13. */
final class ScalaIterators {

  private ScalaIterators() {}

  static <T> Iterator<T> toJava(scala.collection.Iterator<T> iterator) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public T next() {
        return iterator.next();
      }
    };
  }

  static <T> scala.collection.Iterator<T> toScala(Iterator<T> iterator) {
    return new AbstractIterator<>() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public T next() {
        return iterator.next();
      }
    };
  }
}
