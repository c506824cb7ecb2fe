package org.coherer.benchmarks.quality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.RunSettings;

/**
 * What is measured.
 *
 * @param data names of data sets or of groups; empty for all
 * @param contenders who is measured
 * @param warmUps how often the small tables are fitted before anything is timed
 * @param seeds the number of splits of each table
 * @param enough a contender whose fits of one table have taken so long together has no more splits
 * @param deadline of one fit
 */
record QualityPlan(
    List<String> data,
    List<Contender> contenders,
    int warmUps,
    int seeds,
    Duration enough,
    Duration deadline) {

  /** Spark generates code, and the Java compiler needs a while for it. */
  private static final int WARM_UPS = 2;

  private static final int SEEDS = 5;
  private static final int QUICK_SEEDS = 2;
  private static final List<String> QUICK_DATA = List.of("iris", "breast_cancer", "diabetes");
  private static final List<Contender> QUICK_CONTENDERS =
      List.of(Contender.OURS, Contender.MLLIB_LINEAR, Contender.SKLEARN_MLP, Contender.XGBOOST);
  private static final Duration ENOUGH = Duration.ofSeconds(150);
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  /**
   * Returns the plan of a run.
   *
   * @throws BenchmarkException if there is no such contender
   */
  static QualityPlan of(RunSettings settings) {
    boolean quick = settings.quick();
    List<String> data = settings.selection().cases();
    return new QualityPlan(
        quick && data.isEmpty() ? QUICK_DATA : data,
        contenders(settings),
        quick ? 0 : WARM_UPS,
        quick ? QUICK_SEEDS : SEEDS,
        ENOUGH,
        DEADLINE);
  }

  private static List<Contender> contenders(RunSettings settings) {
    if (!settings.selection().contenders().isEmpty()) {
      try {
        return settings.selection().contenders().stream().map(Contender::of).sorted().toList();
      } catch (IllegalArgumentException e) {
        throw new BenchmarkException(e.getMessage(), e);
      }
    }
    if (settings.selection().peers().isPresent()) {
      return Contender.ours();
    }
    return settings.quick() ? QUICK_CONTENDERS : Arrays.asList(Contender.values());
  }

  /**
   * Returns those of a list that are asked for.
   *
   * @throws BenchmarkException if a name is in no entry. The message lists all
   */
  List<Listing> chosen(List<Listing> all) {
    for (String name : data) {
      if (all.stream().noneMatch(listing -> isCalled(listing, name))) {
        throw new BenchmarkException(
            "Unknown data set '%s' (must be one of: %s, or a group: %s)"
                .formatted(
                    name,
                    joined(all.stream().map(Listing::name).toList()),
                    joined(all.stream().map(Listing::group).distinct().toList())));
      }
    }
    List<Listing> chosen = new ArrayList<>(all);
    chosen.removeIf(
        listing -> !data.isEmpty() && data.stream().noneMatch(name -> isCalled(listing, name)));
    return chosen;
  }

  private static boolean isCalled(Listing listing, String name) {
    return listing.name().equals(name) || listing.group().equals(name);
  }

  private static String joined(List<String> names) {
    return String.join(", ", names);
  }
}
