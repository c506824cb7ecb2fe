package org.coherer.connector.spark;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Generator;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.UserDefinedGenerator;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.collection.immutable.List;
import scala.runtime.AbstractFunction1;

/**
 * A {@link BatchFunction} as Spark's plans hold it: a generator of no or one row for each. {@link
 * BatchedExec} runs it in batches; where a session has lost the rule that plans that, Spark runs it
 * by itself, row by row, with the same results.
 *
 * <p>Why: {@code Generate} is the one node of Spark's that adds columns to rows, keeps those that
 * are there and takes somebody's function, and its optimizer knows how to prune columns and to push
 * filters below it. {@code UserDefinedGenerator}, which {@code Dataset.explode} made, is as it is
 * since Spark 1.3.
 */
final class BatchGenerator extends AbstractFunction1<Row, List<InternalRow>>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final BatchFunction function;
  private final StructType inputs;
  private transient OneRow oneRow;

  private BatchGenerator(BatchFunction function, StructType inputs) {
    this.function = function;
    this.inputs = inputs;
  }

  /** Returns the expression that computes the function's columns of some inputs. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // what a function returns has two names in Scala
  static Generator of(BatchFunction function, java.util.List<? extends Expression> inputs) {
    StructType types = new StructType();
    for (int i = 0; i < inputs.size(); i++) {
      types = types.add("_" + i, inputs.get(i).dataType(), true, Metadata.empty());
    }
    StructType added = new StructType();
    for (AddedColumn column : function.columns()) {
      added = added.add(column.name(), column.type(), false, column.metadata());
    }
    return new UserDefinedGenerator(
        added, (Function1) new BatchGenerator(function, types), ScalaLists.of(inputs));
  }

  /** Returns the function of a node; null if it has none. */
  static BatchFunction functionOf(Generate node) {
    return functionOf(node.generator());
  }

  /** Returns the function of an expression; null if it has none. */
  static BatchFunction functionOf(Generator expression) {
    return expression instanceof UserDefinedGenerator generator
            && (Object) generator.function() instanceof BatchGenerator batches
        ? batches.function
        : null;
  }

  /** Computes one row by itself. */
  @Override
  public List<InternalRow> apply(Row row) {
    if (oneRow == null) {
      oneRow = new OneRow(function, inputs);
    }
    return oneRow.compute(row);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BatchGenerator that
        && function.equals(that.function)
        && inputs.equals(that.inputs);
  }

  @Override
  public int hashCode() {
    return function.hashCode();
  }

  /** A batch of one row. */
  private static final class OneRow {

    private final Function1<Object, Object> converter;
    private final BatchFunction.Batch batch;
    private final JoinedRows joined;

    OneRow(BatchFunction function, StructType inputs) {
      converter = CatalystTypeConverters.createToCatalystConverter(inputs);
      int[] ordinals = new int[inputs.length()];
      DataType[] types = new DataType[ordinals.length];
      for (int i = 0; i < ordinals.length; i++) {
        ordinals[i] = i;
        types[i] = inputs.apply(i).dataType();
      }
      batch = function.open(new RowLayout(false, ordinals, types), 1);
      joined = new JoinedRows(new DataType[0], function.columns(), 1);
    }

    List<InternalRow> compute(Row row) {
      if (!batch.read((InternalRow) converter.apply(row), 0)) {
        return ScalaLists.empty();
      }
      batch.compute(1);
      joined.clear();
      joined.add(new UnsafeRow(0));
      batch.write(0, joined.values(0));
      return ScalaLists.of((InternalRow) joined.row(0));
    }
  }
}
