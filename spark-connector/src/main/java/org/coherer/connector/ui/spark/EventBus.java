package org.coherer.connector.ui.spark;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.LiveListenerBus;
import org.apache.spark.scheduler.SparkListener;
import org.coherer.connector.ui.event.FitEvent;

/**
 * Spark's listener bus. Posting never waits: it puts an event into the queue of each listener, and
 * drops it if that is full.
 */
public final class EventBus {

  /** One of our own, so that a slow listener of somebody else's holds up nothing here. */
  private static final String QUEUE = "deepLearning";

  private final LiveListenerBus bus;

  /** Takes the bus of an application. */
  public EventBus(SparkContext spark) {
    bus = spark.listenerBus();
  }

  /** Posts an event, for the event log among others. Does nothing once the context has stopped. */
  public void post(FitEvent event) {
    bus.post(event);
  }

  /** Adds a listener. */
  public void add(SparkListener listener) {
    bus.addToQueue(listener, QUEUE);
  }

  /** Removes a listener. */
  public void remove(SparkListener listener) {
    bus.removeListener(listener);
  }
}
