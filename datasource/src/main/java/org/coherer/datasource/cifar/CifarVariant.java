package org.coherer.datasource.cifar;

import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** One of the two data sets. */
enum CifarVariant {
  CIFAR10(1, 10, 0),
  CIFAR100(2, 100, 20);

  static final String IMAGE = "image";
  static final String LABEL = "label";
  static final String COARSE_LABEL = "coarse_label";

  /** Three planes of 32 rows of 32 pixels. */
  static final int IMAGE_BYTES = 3 * 32 * 32;

  private final int labelBytes;
  private final int labels;
  private final int coarseLabels;

  CifarVariant(int labelBytes, int labels, int coarseLabels) {
    this.labelBytes = labelBytes;
    this.labels = labels;
    this.coarseLabels = coarseLabels;
  }

  static CifarVariant of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Returns the one whose records make up so many bytes, if it is one alone. */
  static Optional<CifarVariant> ofLength(long bytes) {
    boolean isTen = bytes % CIFAR10.recordBytes() == 0;
    boolean isHundred = bytes % CIFAR100.recordBytes() == 0;
    return isTen == isHundred ? Optional.empty() : Optional.of(isTen ? CIFAR10 : CIFAR100);
  }

  int labelBytes() {
    return labelBytes;
  }

  int recordBytes() {
    return labelBytes + IMAGE_BYTES;
  }

  StructType columns() {
    StructType columns =
        new StructType()
            .add(field(IMAGE, DataTypes.BinaryType))
            .add(field(LABEL, DataTypes.IntegerType));
    return coarseLabels == 0 ? columns : columns.add(field(COARSE_LABEL, DataTypes.IntegerType));
  }

  /** Returns where a label is in a record. */
  int offsetOf(String label) {
    return label.equals(LABEL) ? labelBytes - 1 : 0;
  }

  /** Returns how many values a label has, from 0. */
  int valuesOf(String label) {
    return label.equals(LABEL) ? labels : coarseLabels;
  }

  private static StructField field(String name, DataType type) {
    return new StructField(name, type, false, Metadata.empty());
  }
}
