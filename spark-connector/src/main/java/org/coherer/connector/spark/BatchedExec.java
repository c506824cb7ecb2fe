package org.coherer.connector.spark;

import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.AttributeSet$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Generator;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.UnaryExecNode;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics$;
import scala.collection.immutable.Map;
import scala.reflect.ClassTag$;

/**
 * Adds the columns of a {@link BatchFunction} to rows, in batches: reads the function's inputs as
 * Spark holds them, and copies a row once, as a whole. Keeps the order of rows and where they are.
 *
 * <p>Why: an operator of one's own is a {@code SparkPlan}; with these methods since Spark 3.2.
 */
public final class BatchedExec extends SparkPlan implements UnaryExecNode {

  private static final long serialVersionUID = 1L;
  private static final String ROWS = "numOutputRows";

  private final Generator generator;
  private final scala.collection.immutable.List<Attribute> kept;
  private final scala.collection.immutable.List<Attribute> added;
  private final SparkPlan child;
  private transient Map<String, SQLMetric> metrics;

  /**
   * Creates a batched exec; Spark copies plans by this constructor.
   *
   * @param generator made by {@link BatchGenerator}
   * @param kept the columns of the child that go on
   * @param added the columns that are added
   */
  public BatchedExec(
      Generator generator,
      scala.collection.Seq<Attribute> kept,
      scala.collection.Seq<Attribute> added,
      SparkPlan child) {
    this.generator = generator;
    this.kept = kept.toList();
    this.added = added.toList();
    this.child = child;
  }

  @Override
  public RDD<InternalRow> doExecute() {
    return child
        .execute()
        .mapPartitions(
            new BatchedPartition(
                BatchGenerator.functionOf(generator),
                ScalaLists.toJava(((Expression) generator).children()),
                ScalaLists.toJava(child.output()),
                ScalaLists.toJava(kept),
                longMetric(ROWS)),
            false,
            ClassTag$.MODULE$.apply(InternalRow.class));
  }

  @Override
  public scala.collection.immutable.List<Attribute> output() {
    List<Attribute> output = ScalaLists.toJava(kept);
    output.addAll(ScalaLists.toJava(added));
    return ScalaLists.of(output);
  }

  @Override
  public AttributeSet producedAttributes() {
    return AttributeSet$.MODULE$.fromAttributeSets(
        ScalaLists.of(
            ScalaLists.toJava(added).stream().map(AttributeSet$.MODULE$::apply).toList()));
  }

  @Override
  public Partitioning outputPartitioning() {
    return child.outputPartitioning();
  }

  @Override
  public scala.collection.immutable.List<SortOrder> outputOrdering() {
    return child.outputOrdering().toList();
  }

  @Override
  public synchronized Map<String, SQLMetric> metrics() {
    if (metrics == null) {
      metrics =
          new Map.Map1<>(
              ROWS, SQLMetrics$.MODULE$.createMetric(sparkContext(), "number of output rows"));
    }
    return metrics;
  }

  @Override
  public SparkPlan child() {
    return child;
  }

  @Override
  public scala.collection.immutable.List<SparkPlan> children() {
    return ScalaLists.of(child);
  }

  @Override
  public BatchedExec withNewChildInternal(SparkPlan newChild) {
    return new BatchedExec(generator, kept, added, newChild);
  }

  /** Overrides what Spark declares with Scala 2.12, and is not called with 2.13. */
  @SuppressWarnings("MissingOverride")
  public SparkPlan withNewChildrenInternal(scala.collection.IndexedSeq<SparkPlan> newChildren) {
    return withNewChildInternal(newChildren.head());
  }

  /** Overrides what Spark declares with Scala 2.13, and is not called with 2.12. */
  @SuppressWarnings("MissingOverride")
  public SparkPlan withNewChildrenInternal(
      scala.collection.immutable.IndexedSeq<SparkPlan> newChildren) {
    return withNewChildInternal(newChildren.head());
  }

  @Override
  public int productArity() {
    return 4;
  }

  @Override
  public Object productElement(int index) {
    return switch (index) {
      case 0 -> generator;
      case 1 -> kept;
      case 2 -> added;
      case 3 -> child;
      default -> throw new IndexOutOfBoundsException(index);
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof BatchedExec;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BatchedExec that
        && generator.equals(that.generator)
        && kept.equals(that.kept)
        && added.equals(that.added)
        && child.equals(that.child);
  }

  /** As Spark's nodes: of all elements. */
  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
