package org.coherer.benchmarks.ingest;

import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.column.TrainingColumns;
import org.coherer.connector.profile.DataProfile;
import org.coherer.connector.profile.Moments;
import org.coherer.connector.profile.Profiling;
import org.coherer.connector.row.LabelDictionary;
import org.coherer.connector.shard.Reading;
import org.coherer.connector.shard.ShardBalance;
import org.coherer.connector.shard.ShardingPlan;
import org.coherer.connector.shard.ValidationSplit;
import org.coherer.training.data.ClassNumbers;
import org.coherer.training.data.FeatureType;
import org.coherer.training.data.RecordLayout;
import org.coherer.training.encoding.Rescaling;
import org.coherer.training.encoding.Standardization;
import org.coherer.training.encoding.TargetEncoding;

/**
 * How rows are read: as they are, or learning from them as a fit with nothing set does.
 *
 * @param binding the features
 * @param features the values of a row
 */
record Ingestion(FeatureBinding binding, int features) {

  private static final float LIMIT = 3;

  /** Returns the plan for rows that are taken as they are. */
  ShardingPlan plain(ShardBalance balance) {
    return new ShardingPlan(
        new TrainingColumns(binding, Representation.labelColumn(), null, null),
        layout(new TargetEncoding.ClassIndex(Representation.classes())),
        InvalidPolicy.ERROR,
        balance,
        ValidationSplit.NONE);
  }

  /** Returns the plan for rows whose moments and labels are learned. */
  ShardingPlan learning(StructType schema, ShardBalance balance) {
    TargetBinding label =
        TargetBinding.label(schema, Representation.labelColumn(), Representation.labelColumn());
    return new ShardingPlan(
        new TrainingColumns(List.of(binding), List.of(label), null, null),
        List.of(features),
        layout(new TargetEncoding.Values(1)),
        new Reading(
            InvalidPolicy.ERROR,
            new Profiling(Profiling.Labels.CODES, true, false, false, List.of())),
        List.of(),
        balance,
        ValidationSplit.NONE);
  }

  private RecordLayout layout(TargetEncoding target) {
    return new RecordLayout(features, FeatureType.FLOAT32, Rescaling.NONE, target);
  }

  /** Returns the layout by which standardized batches are assembled. */
  RecordLayout learned(DataProfile profile) {
    Moments moments = profile.features(true);
    float[] means = new float[features];
    float[] factors = new float[features];
    for (int i = 0; i < features; i++) {
      means[i] = (float) moments.mean(i);
      double variance = moments.variance(i); // 0 of sparse features that no row has
      factors[i] = variance == 0 ? 0 : (float) (1 / Math.sqrt(variance));
    }
    return new RecordLayout(
        features,
        FeatureType.FLOAT32,
        new Standardization(means, factors, LIMIT),
        new TargetEncoding.ClassIndex(Representation.classes()));
  }

  /** Returns which class each label is. */
  static ClassNumbers classes(DataProfile profile) {
    return new ClassNumbers(
        profile.labels(true).labels().stream().map(LabelDictionary::codeOf).toList(), List.of());
  }
}
