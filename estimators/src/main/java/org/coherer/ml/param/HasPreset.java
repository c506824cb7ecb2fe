package org.coherer.ml.param;

import org.apache.spark.ml.param.Param;

/**
 * What a fit does where nothing is set: {@code default}, which follows the number of rows and
 * trains within seconds or minutes; or {@code tabular}, a network and a training after RealMLP,
 * which take longer and predict tables better. A Param that is set replaces what the preset has for
 * it. Excludes network and initialModelPath. Default default.
 *
 * @param <S> the type of the stage
 * @see <a href="https://arxiv.org/abs/2407.04491">Holzmueller et al., 2024</a>, for RealMLP
 */
public interface HasPreset<S> extends Fluent<S> {

  /** Returns the Param. */
  default Param<String> preset() {
    return new Param<>(
        this,
        "preset",
        "what a fit does where nothing is set: default, or tabular, a network after RealMLP that "
            + "takes longer; instead of a network");
  }

  /** Returns the value. */
  default String getPreset() {
    return $(preset());
  }

  /** Sets what a fit does where nothing is set: default or tabular. Default default. */
  default S setPreset(String value) {
    return Setter.set(this, preset(), value);
  }
}
