package org.coherer.ml.score;

import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.Attribute$;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

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
    Attribute attribute = Attribute$.MODULE$.fromStructField(column);
    return attribute instanceof NominalAttribute nominal && nominal.values().isDefined()
        ? List.of(nominal.values().get())
        : List.of();
  }

  /** Returns those of a number. */
  static Metadata number(String name) {
    return name.isEmpty()
        ? Metadata.empty()
        : NumericAttribute.defaultAttr().withName(name).toMetadata();
  }
}
