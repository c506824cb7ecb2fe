package org.coherer.benchmarks.ps;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.harness.Summary;

/**
 * The channel of requests alone: each is answered by its own content. The limit is what bare
 * sockets move in both directions at once, or a copy of memory.
 */
final class ChannelCases implements PsBenchmark.CaseGroup {

  private static final ChannelCase SMALL = new ChannelCase(4 << 10, 64);
  private static final ChannelCase LARGE = new ChannelCase(1 << 20, 8);
  private static final Duration TURN = Duration.ofMillis(600);
  private static final Duration QUICK_TURN = Duration.ofMillis(150);
  private static final Duration WARMUP = Duration.ofSeconds(6);
  private static final Duration QUICK_WARMUP = Duration.ofSeconds(2);
  private static final int ROUNDS = 9;

  private final List<ChannelCase> full;

  ChannelCases() {
    this(
        List.of(
            new ChannelCase(64, 64),
            SMALL,
            new ChannelCase(64 << 10, 16),
            LARGE,
            new ChannelCase(16 << 20, 3)));
  }

  /** Measures these cases in a full run. */
  ChannelCases(List<ChannelCase> full) {
    this.full = full;
  }

  @Override
  public void run(String benchmark, RunSettings settings, Report report) {
    boolean quick = settings.quick();
    Rounds rounds = new Rounds(quick ? Rounds.LEAST : ROUNDS);
    List<ChannelContender> channels = new ArrayList<>();
    try (RawLimits limits = RawLimits.start(settings.logs())) {
      start(channels, settings.logs(), quick ? QUICK_WARMUP : WARMUP);
      for (ChannelCase each : quick ? List.of(SMALL, LARGE) : full) {
        Map<String, Summary> measured =
            rounds.measure(turns(channels, limits, each, quick ? QUICK_TURN : TURN));
        for (ChannelContender channel : channels) {
          Summary limit = measured.get(RawLimits.of(channel.link()));
          Summary ours = measured.get(channel.link().label());
          report.line(
              new ChannelLine(channel.link(), each, ours, limit).line(benchmark, rounds.count()));
        }
      }
    } finally {
      channels.forEach(ChannelContender::close);
    }
  }

  private static void start(List<ChannelContender> channels, Path logs, Duration warmup) {
    for (ChannelLink link : ChannelLink.values()) {
      ChannelContender channel = ChannelContender.start(link, logs);
      channels.add(channel);
      for (ChannelCase each : List.of(LARGE, SMALL)) {
        channel.check(each);
        channel.requestsPerSecond(channel.requestsFor(each, warmup.dividedBy(2)));
      }
    }
  }

  private static Map<String, DoubleSupplier> turns(
      List<ChannelContender> channels, RawLimits limits, ChannelCase of, Duration turn) {
    Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    for (ChannelContender channel : channels) {
      channel.check(of);
      int count = channel.requestsFor(of, turn);
      turns.put(channel.link().label(), () -> channel.requestsPerSecond(count));
    }
    for (String limit : List.of(RawLimits.EXCHANGE, RawLimits.MEMCPY)) {
      turns.put(limit, () -> limits.bytesPerSecond(limit, of));
    }
    return turns;
  }
}
