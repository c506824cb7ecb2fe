package org.coherer.testkit.cluster;

import com.codahale.metrics.MetricRegistry;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.metrics.sink.Sink;

/**
 * A sink of Spark's whose receiver takes nothing: it reads every gauge once, and then waits with
 * the lock of the registry. Once in a JVM.
 */
public final class StalledSink implements Sink {

  /** Counted down once all gauges have been read. */
  public static final CountDownLatch READ = new CountDownLatch(1);

  /** Until this is counted down, the sink is stalled. */
  public static final CountDownLatch RELEASED = new CountDownLatch(1);

  /** Counted down once it no longer is. */
  public static final CountDownLatch ENDED = new CountDownLatch(1);

  private final Thread thread;

  /** Called by Spark, by reflection. */
  public StalledSink(Properties properties, MetricRegistry registry) {
    thread = new Thread(() -> stall(registry), "stalled-sink");
    thread.setDaemon(true);
  }

  private static void stall(MetricRegistry registry) {
    try {
      synchronized (registry) {
        registry.getGauges().forEach((name, gauge) -> gauge.getValue());
        READ.countDown();
        RELEASED.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ENDED.countDown();
    }
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() {
    thread.interrupt();
  }

  @Override
  public void report() {}
}
