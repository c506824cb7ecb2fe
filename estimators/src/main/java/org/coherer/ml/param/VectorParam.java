package org.coherer.ml.param;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** A Param whose value is a vector. */
public final class VectorParam extends Param<Vector> {

  private static final long serialVersionUID = 1L;

  /** Creates a vector param of a stage. */
  public VectorParam(Params stage, String name, String doc) {
    super(stage, name, doc);
  }
}
