package org.coherer.testkit.cluster;

import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkEnv;
import scala.collection.Iterator;

/** The shuffles whose output Spark keeps, as its tracker on the driver knows them. */
public final class Shuffles {

  private Shuffles() {}

  /** Returns their numbers. */
  public static Set<Integer> kept() {
    MapOutputTrackerMaster tracker = (MapOutputTrackerMaster) SparkEnv.get().mapOutputTracker();
    Set<Integer> numbers = new TreeSet<>();
    Iterator<Object> ids = tracker.shuffleStatuses().keysIterator();
    while (ids.hasNext()) {
      numbers.add((Integer) ids.next());
    }
    return numbers;
  }

  /**
   * Returns the numbers of those that came after a first look. Spark deletes others at any time:
   * those of DataFrames that nothing refers to any more.
   *
   * @param before what {@link #kept} gave then
   */
  public static Set<Integer> since(Set<Integer> before) {
    Set<Integer> numbers = kept();
    numbers.removeAll(before);
    return numbers;
  }
}
