package org.coherer.connector.plugin;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.coherer.training.transport.SentBytes;

/** How much memory this process takes and how much it has sent, in bytes. */
final class ProcessUsage {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final long KIB = 1024;

  private final SortedMap<String, DoubleSupplier> figures = new TreeMap<>();

  /** Measures this process. */
  ProcessUsage(LocalEngine engine) {
    figures.put("memory.resident", ProcessUsage::resident);
    figures.put("memory.direct", () -> buffers("direct"));
    figures.put("memory.mapped", () -> buffers("mapped"));
    figures.put("memory.engine", engine::allocatedBytes);
    figures.put("sent.local", SentBytes.LOCAL::total);
    figures.put("sent.shm", SentBytes.SHM::total);
    figures.put("sent.tcp", SentBytes.TCP::total);
    figures.put("sent.requests", SentBytes.REQUESTS::total);
  }

  /** Registers a gauge for each. */
  void register(MetricRegistry registry) {
    figures.forEach((name, value) -> Metrics.gauge(registry, name, value));
  }

  /** Returns all of them as they are now; NaN for what nothing tells. */
  SortedMap<String, Double> now() {
    SortedMap<String, Double> now = new TreeMap<>();
    figures.forEach((name, value) -> now.put(name, Metrics.read(value)));
    return Collections.unmodifiableSortedMap(now);
  }

  private static double buffers(String pool) {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(each -> each.getName().equals(pool))
        .mapToDouble(BufferPoolMXBean::getMemoryUsed)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** As Linux says; NaN where there is no such file. */
  private static double resident() {
    try {
      return Files.exists(STATUS) ? resident(Files.readString(STATUS)) : Double.NaN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double resident(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(RESIDENT))
        .mapToDouble(line -> KIB * Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(Double.NaN);
  }
}
