package org.coherer.connector.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;

/**
 * Takes from rows what a function computes from, and what goes on with them. As a rule both are in
 * the row as it is.
 *
 * <p>Why: operators pass {@code UnsafeRow}s to each other, but need not; {@code UnsafeProjection}
 * is how Spark's own make some, since Spark 1.4.
 */
final class RowParts {

  private final List<? extends Expression> inputs;
  private final List<Attribute> there;
  private final List<Attribute> kept;
  private final int[] ordinals;
  private final UnsafeProjection computed;
  private final boolean all;
  private UnsafeProjection projection;

  /**
   * Creates a row parts.
   *
   * @param inputs what the function computes from
   * @param there the columns of the rows
   * @param kept those of them that go on
   */
  RowParts(List<? extends Expression> inputs, List<Attribute> there, List<Attribute> kept) {
    this.inputs = inputs;
    this.there = there;
    this.kept = kept;
    this.ordinals = inputs.stream().mapToInt(this::ordinalOf).toArray();
    boolean direct = Arrays.stream(ordinals).allMatch(ordinal -> ordinal >= 0);
    this.computed = direct ? null : project(inputs);
    if (!direct) {
      Arrays.setAll(ordinals, i -> i);
    }
    this.all = kept.equals(there);
  }

  private int ordinalOf(Expression input) {
    for (int i = 0; i < there.size(); i++) {
      if (input instanceof AttributeReference reference
          && there.get(i).exprId().equals(reference.exprId())) {
        return i;
      }
    }
    return -1;
  }

  private UnsafeProjection project(List<? extends Expression> expressions) {
    return UnsafeProjection$.MODULE$.create(
        ScalaLists.<Expression>of(expressions), ScalaLists.of(there));
  }

  /** Returns where the inputs are in what {@link #inputs} returns. */
  RowLayout inputLayout() {
    return new RowLayout(false, ordinals, types(inputs));
  }

  /** Returns the types of what goes on. */
  DataType[] keptTypes() {
    return types(kept);
  }

  private static DataType[] types(List<? extends Expression> expressions) {
    return expressions.stream().map(Expression::dataType).toArray(DataType[]::new);
  }

  /** Returns a row that has the inputs. */
  InternalRow inputs(InternalRow row) {
    return computed == null ? row : computed.apply(row);
  }

  /** Returns what goes on; may be the same object each time. */
  UnsafeRow kept(InternalRow row) {
    if (all && row instanceof UnsafeRow unsafe) {
      return unsafe;
    }
    if (projection == null) {
      projection = project(kept);
    }
    return projection.apply(row);
  }
}
