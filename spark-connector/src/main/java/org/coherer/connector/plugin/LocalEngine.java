package org.coherer.connector.plugin;

import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.coherer.connector.plugin.ExecutorMessage.Ready;
import org.coherer.connector.plugin.ExecutorMessage.Sender;
import org.coherer.connector.plugin.ExecutorMessage.Unusable;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.diagnostics.ComputeReport;
import org.coherer.training.engine.diagnostics.ComputeReport.Blas;
import org.coherer.training.engine.diagnostics.EngineDiagnostics;
import org.coherer.training.warmup.WarmUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine that fits of the application use, as it is in this process. Thread-safe. */
final class LocalEngine {

  private static final Logger LOG = LoggerFactory.getLogger(LocalEngine.class);
  private static final String UNKNOWN = "unknown";

  private final String name;
  private volatile Optional<EngineDiagnostics> diagnostics = Optional.empty();
  private volatile Engine ready;

  /** Names the engine; loads nothing. */
  LocalEngine(String name) {
    this.name = name;
  }

  /** Loads what the engine needs, and logs and returns what came of it. */
  ExecutorMessage check(Sender sender) {
    try {
      Engine engine = Engines.named(name);
      ComputeReport report = inspect(engine);
      LOG.info("Engine {} {} is ready: {}", name, engine.version(), report.text());
      report.warnings().forEach(LOG::warn);
      ready = engine;
      return new Ready(sender, report);
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      LOG.error("No fit can train in {}: {}", sender, reason(e), e);
      return new Unusable(sender, reason(e));
    }
  }

  private static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private ComputeReport inspect(Engine engine) {
    diagnostics = engine.capability(EngineDiagnostics.class);
    return diagnostics.map(EngineDiagnostics::inspect).orElseGet(() -> kernelsOf(engine));
  }

  private static ComputeReport kernelsOf(Engine engine) {
    return new ComputeReport(
        engine.name(),
        engine.kernels(),
        UNKNOWN,
        new Blas(UNKNOWN, UNKNOWN),
        Runtime.getRuntime().availableProcessors(),
        List.of(UNKNOWN),
        List.of());
  }

  /**
   * Has the engine make a small training, if it could be loaded.
   *
   * @param threads native threads of a replica
   */
  void warmUp(int threads) {
    if (ready != null) {
      WarmUp.load(ready, threads);
    }
  }

  /** Returns what the engine has allocated off the heap; NaN before the check, or if unknown. */
  double allocatedBytes() {
    return diagnostics.map(known -> (double) known.allocatedBytes()).orElse(Double.NaN);
  }
}
