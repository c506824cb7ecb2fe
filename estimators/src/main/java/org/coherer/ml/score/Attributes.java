package org.coherer.ml.score;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.attribute.Attribute$;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import scala.Option;

/** What Spark's other stages can know of a column beside its type. */
public final class Attributes {

  private Attributes() {}

  /** Returns those of a vector of so many numbers; none if the number is not known, 0. */
  static Metadata vector(String name, int size) {
    return size == 0 || name.isEmpty()
        ? Metadata.empty()
        : new AttributeGroup(name, size).toMetadata();
  }

  /**
   * Returns those of the index of a class; none if the number of classes is not known, 0.
   *
   * @param labels what the classes are called, in their order; empty if nobody knows
   */
  static Metadata classIndex(String name, int classes, List<String> labels) {
    if (classes == 0 || name.isEmpty()) {
      return Metadata.empty();
    }
    NominalAttribute attribute = NominalAttribute.defaultAttr().withName(name);
    return labels.isEmpty()
        ? attribute.withNumValues(classes).toMetadata()
        : attribute.withValues(labels.toArray(new String[0])).toMetadata();
  }

  /**
   * Returns what the classes of a column are called, as StringIndexer says; empty if nobody does.
   */
  public static List<String> labels(StructField column) {
    return nominal(column)
        .filter(attribute -> attribute.values().isDefined())
        .map(attribute -> List.of(attribute.values().get()))
        .orElse(List.of());
  }

  /** Returns how many classes a column has, as its metadata say; 0 if they do not. */
  public static int classes(StructField column) {
    Option<Object> count =
        nominal(column).map(NominalAttribute::getNumValues).orElse(Option.empty());
    return count.isDefined() ? (Integer) count.get() : 0;
  }

  private static Optional<NominalAttribute> nominal(StructField column) {
    return column.dataType() instanceof NumericType
            && Attribute$.MODULE$.fromStructField(column) instanceof NominalAttribute attribute
        ? Optional.of(attribute)
        : Optional.empty();
  }

  /** Returns those of a number. */
  static Metadata number(String name) {
    return name.isEmpty()
        ? Metadata.empty()
        : NumericAttribute.defaultAttr().withName(name).toMetadata();
  }
}
