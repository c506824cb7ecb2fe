package org.coherer.connector.row;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.connector.column.TargetBinding;
import org.coherer.connector.spark.RowLayout;
import org.coherer.training.encoding.TargetEncoding;
import org.coherer.training.encoding.TargetEncoding.Domain;

/** Reads and checks what is stored of a row's targets. Reused from row to row. */
public final class TargetReader {

  /** Reads what one output is compared with. */
  interface Part {

    /** Writes the labels from an index on. */
    void read(SpecializedGetters row, float[] labels, int at);
  }

  private final Part[] parts;
  private final int[] starts;
  private final float[] labels;
  private final LabelPart classes;

  /**
   * Creates a target reader.
   *
   * @param bindings one for each output
   * @param layout where the selected columns are
   * @param first which of them is the first of the targets
   */
  public TargetReader(
      List<TargetBinding> bindings, TargetEncoding target, RowLayout layout, int first) {
    parts = new Part[bindings.size()];
    starts = new int[parts.length];
    labels = new float[target.labels()];
    int column = first;
    int label = 0;
    for (int i = 0; i < parts.length; i++) {
      TargetBinding binding = bindings.get(i);
      TargetEncoding encoding = target.parts().get(i);
      int end = column + binding.columns().size();
      int[] ordinals = Arrays.copyOfRange(layout.ordinals(), column, end);
      DataType[] types = Arrays.copyOfRange(layout.types(), column, end);
      starts[i] = label;
      parts[i] =
          switch (binding.kind()) {
            case COLUMNS ->
                new Numbers(binding.columns(), ordinals, types, encoding, parts.length == 1);
            case LABEL -> new LabelPart(binding.columns().get(0), ordinals[0], types[0]);
            default -> new Values(binding, ordinals, types, encoding);
          };
      column = end;
      label += encoding.labels();
    }
    classes = parts.length > 0 && parts[0] instanceof LabelPart part ? part : null;
  }

  /**
   * Reads the labels of a row.
   *
   * @throws InvalidRowException if one is not what an output can be compared with
   */
  public float[] read(SpecializedGetters row) {
    for (int i = 0; i < parts.length; i++) {
      parts[i].read(row, labels, starts[i]);
    }
    return labels;
  }

  /** Returns the number of the row's label: that of its dictionary, or the index of its class. */
  public int number() {
    return classes != null ? classes.number() : labels.length == 0 ? 0 : (int) labels[0];
  }

  /** Returns the labels of the partition by their numbers; none if they are no classes. */
  public List<Object> numberedLabels() {
    return classes == null ? List.of() : classes.labels();
  }

  private static Domain domainOf(TargetEncoding encoding) {
    return encoding instanceof TargetEncoding.Values values ? values.domain() : Domain.NUMBERS;
  }

  /** Columns of one number each. */
  private static final class Numbers implements Part {

    private final List<String> columns;
    private final int[] ordinals;
    private final DataType[] types;

    /** Above which a label is no class; 0 for values. */
    private final int classes;

    private final Domain domain;
    private final boolean alone;

    Numbers(
        List<String> columns,
        int[] ordinals,
        DataType[] types,
        TargetEncoding encoding,
        boolean alone) {
      this.columns = columns;
      this.ordinals = ordinals;
      this.types = types;
      this.classes = encoding instanceof TargetEncoding.ClassIndex target ? target.classes() : 0;
      this.domain = domainOf(encoding);
      this.alone = alone;
    }

    @Override
    public void read(SpecializedGetters row, float[] labels, int at) {
      for (int i = 0; i < ordinals.length; i++) {
        labels[at + i] = label(row, i);
      }
    }

    private float label(SpecializedGetters row, int i) {
      if (row.isNullAt(ordinals[i])) {
        throw new InvalidRowException(
            "Invalid null in column '" + columns.get(i) + "' (must be a value)");
      }
      double label = InternalReader.number(row, ordinals[i], types[i]);
      if (classes > 0 && !(label >= 0 && label < classes && label == Math.rint(label))) {
        throw refused(
            label,
            i,
            "must be an integer in [0, "
                + classes
                + "): the "
                + (alone ? "network" : "output")
                + " has "
                + classes
                + (alone ? " outputs" : " classes"));
      }
      if (!Float.isFinite((float) label)) {
        throw refused(label, i, "must be a finite 32-bit number");
      }
      if (!domain.has(label)) {
        throw refused(label, i, domain.constraint());
      }
      return (float) label;
    }

    private InvalidRowException refused(double label, int i, String constraint) {
      return new InvalidRowException(
          "Invalid label " + label + " in column '" + columns.get(i) + "' (" + constraint + ")");
    }
  }

  /** A vector or an array. */
  private static final class Values implements Part {

    private final String column;
    private final Domain domain;
    private final Features values;
    private final InternalReader reader;

    Values(TargetBinding binding, int[] ordinals, DataType[] types, TargetEncoding encoding) {
      column = binding.columns().get(0);
      domain = domainOf(encoding);
      values = Features.ofTarget(binding.asFeatures(), encoding.labels());
      reader = new InternalReader(binding.asFeatures(), ordinals, types, values);
    }

    @Override
    public void read(SpecializedGetters row, float[] labels, int at) {
      reader.read(row);
      values.copyTo(labels, at);
      for (int i = 0; i < values.length(); i++) {
        if (!domain.has(labels[at + i])) {
          throw new InvalidRowException(
              "Invalid label "
                  + labels[at + i]
                  + " at index "
                  + i
                  + " in column '"
                  + column
                  + "' ("
                  + domain.constraint()
                  + ")");
        }
      }
    }
  }
}
