package org.coherer.connector.plugin;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.coherer.connector.report.FitDescription;
import org.coherer.connector.report.FitObserver;
import org.coherer.connector.report.FitReport;
import org.coherer.training.event.CheckpointCommitted;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.event.TrainingEvent.EpochCompleted;
import org.coherer.training.event.TrainingEvent.RolledBack;
import org.coherer.training.event.TrainingEvent.RunStarted;
import org.coherer.training.event.TrainingEvent.Straggled;

/**
 * Gauges of one fit and counters of all. The gauges are of the fit under way that began last; when
 * none is, of the one that was shown before. Fits write on threads of their own and sinks read
 * whenever they like; neither waits for the other.
 */
final class FitMetrics implements FitObserver {

  /** Beyond so many, further ranks and metrics of the validation set have no gauge. */
  static final int MOST_GAUGES = 500;

  private static final Map<String, Double> NOTHING = Map.of();

  private final EventFigures changes = new EventFigures();
  private final MetricRegistry registry;
  private final Set<String> gauges = ConcurrentHashMap.newKeySet();

  /** Those under way, by number. Guarded by itself. */
  private final SortedMap<Long, Figures> running = new TreeMap<>();

  private volatile Map<String, Double> shown = NOTHING;

  private final Counter started;
  private final Counter ended;
  private final Counter failed;
  private final Counter epochs;
  private final Counter rows;
  private final Counter skippedSteps;
  private final Counter rollBacks;
  private final Counter recoveries;
  private final Counter stragglers;
  private final Counter checkpoints;

  /** Of one fit; its own thread alone changes it. */
  private static final class Figures {
    private final Map<String, Double> byName = new ConcurrentHashMap<>();
    private boolean hasStarted;
  }

  /** Registers all metrics but those whose names only the events tell. */
  FitMetrics(MetricRegistry registry) {
    this.registry = registry;
    started = registry.counter("fits.started");
    ended = registry.counter("fits.ended");
    failed = registry.counter("fits.failed");
    epochs = registry.counter("epochs");
    rows = registry.counter("rows");
    skippedSteps = registry.counter("skippedSteps");
    rollBacks = registry.counter("rollBacks");
    recoveries = registry.counter("recoveries");
    stragglers = registry.counter("stragglers");
    checkpoints = registry.counter("checkpoints");
    Metrics.gauge(registry, "fits.running", this::countRunning);
    FitFigure.ALL.forEach(this::show);
  }

  private double countRunning() {
    synchronized (running) {
      return running.size();
    }
  }

  private void show(String figure) {
    if (gauges.size() < MOST_GAUGES && gauges.add(figure)) {
      Metrics.gauge(registry, figure, () -> shown.getOrDefault(figure, Double.NaN));
    }
  }

  @Override
  public void onBegin(FitDescription fit) {
    Figures figures = new Figures();
    figures.byName.put(FitFigure.NUMBER, (double) fit.fit().number());
    started.inc();
    synchronized (running) {
      running.put(fit.fit().number(), figures);
      showLatest();
    }
  }

  /** Called with the monitor of {@link #running}. */
  private void showLatest() {
    if (!running.isEmpty()) {
      shown = running.get(running.lastKey()).byName;
    }
  }

  @Override
  public void onEvent(FitReport.Fit fit, RunEvent event) {
    Figures figures;
    synchronized (running) {
      figures = running.get(fit.number());
    }
    if (figures != null) {
      count(figures, event.event());
      event
          .event()
          .accept(changes)
          .forEach(
              (name, value) -> {
                figures.byName.put(name, Metrics.finite(value));
                show(name);
              });
    }
  }

  private void count(Figures figures, TrainingEvent event) {
    if (event instanceof RunStarted) {
      if (figures.hasStarted) {
        recoveries.inc();
      }
      figures.hasStarted = true;
    } else if (event instanceof EpochCompleted epoch) {
      epochs.inc();
      rows.inc(epoch.rows());
      skippedSteps.inc(epoch.skippedSteps());
    } else if (event instanceof RolledBack) {
      rollBacks.inc();
    } else if (event instanceof Straggled) {
      stragglers.inc();
    } else if (event instanceof CheckpointCommitted) {
      checkpoints.inc();
    }
  }

  @Override
  public void onReport(FitReport report) {
    if (report.kind() == FitReport.Kind.ENDED || report.kind() == FitReport.Kind.FAILED) {
      synchronized (running) {
        if (running.remove(report.fit().number()) == null) {
          return;
        }
        showLatest();
      }
      (report.kind() == FitReport.Kind.ENDED ? ended : failed).inc();
    }
  }
}
