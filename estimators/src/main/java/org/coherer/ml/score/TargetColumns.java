package org.coherer.ml.score;

import java.util.Arrays;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.TargetBinding;
import org.coherer.ml.param.HasLabelCols;

/** The columns with the targets of a regressor, or of its model. */
public final class TargetColumns {

  private TargetColumns() {}

  /**
   * Finds the targets in a schema.
   *
   * @param labelCol the column that has all of them, unless labelCols is set
   * @throws IllegalArgumentException if one is missing or of the wrong type, or two Params name
   *     them
   */
  public static TargetBinding bind(HasLabelCols<?> stage, StructType schema, String labelCol) {
    ParamChecks.exclusive(stage, "labelCol", "labelCols");
    return stage.isSet(stage.labelCols())
        ? TargetBinding.columns(schema, Arrays.asList(stage.getLabelCols()), "labelCols")
        : TargetBinding.column(schema, labelCol, "labelCol");
  }
}
