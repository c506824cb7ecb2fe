package org.coherer.connector.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Function2;
import scala.Option;

/**
 * Finds columns by name: first one that is called just so, dots, backticks and all; then one that
 * differs in case, unless {@code spark.sql.caseSensitive} is set; then, as Spark does, a field of a
 * struct, whose name may be quoted by backticks.
 *
 * <p>Why: Spark's own rules are not public; {@code LogicalPlan.resolveQuoted}, {@code
 * SQLConf.resolver} and these nodes are as they are since Spark 2.0.
 */
public final class ColumnNames {

  private ColumnNames() {}

  /** Returns whether Spark takes two names for one. */
  public static boolean same(String one, String other) {
    return (boolean) SQLConf.get().resolver().apply(one, other);
  }

  /**
   * Returns the column that a name means, under the name that it has; empty if there is none.
   *
   * @throws IllegalArgumentException if it could be several. The message names them
   */
  public static Optional<StructField> find(StructType schema, String name) {
    List<Attribute> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(
          new AttributeReference(
              field.name(),
              field.dataType(),
              field.nullable(),
              field.metadata(),
              NamedExpression$.MODULE$.newExprId(),
              ScalaLists.empty()));
    }
    return find(columns, name, SQLConf.get().resolver())
        .map(NamedExpression::toAttribute)
        .map(
            found ->
                new StructField(
                    found.name(), found.dataType(), found.nullable(), found.metadata()));
  }

  /**
   * Returns the rows with just the columns of these names, in this order.
   *
   * @throws IllegalArgumentException if one is missing or ambiguous
   */
  public static Dataset<Row> select(Dataset<?> data, List<String> names) {
    LogicalPlan plan = DataFrames.planOf(data);
    return DataFrames.ofPlan(data, new Project(ScalaLists.of(inPlan(data, plan, names)), plan));
  }

  /** Returns what gives the columns of these names. */
  static List<NamedExpression> inPlan(Dataset<?> data, LogicalPlan plan, List<String> names) {
    List<Attribute> columns = ScalaLists.toJava(plan.output());
    Function2<String, String, Object> resolver =
        DataFrames.executionOf(data).sparkSession().sessionState().conf().resolver();
    List<NamedExpression> found = new ArrayList<>();
    for (String name : names) {
      found.add(
          find(columns, name, resolver)
              .orElseThrow(
                  () -> new IllegalArgumentException("Column '" + name + "' does not exist")));
    }
    return found;
  }

  private static Optional<NamedExpression> find(
      List<Attribute> columns, String name, Function2<String, String, Object> resolver) {
    Optional<NamedExpression> exact = only(columns, name, name::equals);
    return exact
        .or(() -> only(columns, name, other -> (boolean) resolver.apply(name, other)))
        .or(() -> field(columns, name, resolver));
  }

  private static Optional<NamedExpression> only(
      List<Attribute> columns, String name, Predicate<String> means) {
    List<Attribute> found = columns.stream().filter(column -> means.test(column.name())).toList();
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "Column '"
              + name
              + "' is ambiguous (could be "
              + String.join(", ", found.stream().map(one -> "'" + one.name() + "'").toList())
              + "; rename all but one)");
    }
    return found.stream().<NamedExpression>map(column -> column).findFirst();
  }

  /** Names of relations, which a schema does not have, must not count here. */
  private static Optional<NamedExpression> field(
      List<Attribute> columns, String name, Function2<String, String, Object> resolver) {
    List<NamedExpression> plain = new ArrayList<>();
    columns.forEach(column -> plain.add(column.withQualifier(ScalaLists.empty())));
    LogicalPlan plan = new Project(ScalaLists.of(plain), new OneRowRelation());
    Option<NamedExpression> found;
    try {
      found = plan.resolveQuoted(name, resolver);
    } catch (Exception e) { // Spark's AnalysisException, which javac cannot see
      return Optional.empty();
    }
    return found.isDefined() ? Optional.of(found.get()) : Optional.empty();
  }
}
