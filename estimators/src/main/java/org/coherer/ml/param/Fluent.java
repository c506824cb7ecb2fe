package org.coherer.ml.param;

import org.apache.spark.ml.param.Params;

/**
 * A stage whose setters return the stage itself. Params are made anew whenever they are asked for:
 * Spark considers two Params equal if their names and the uids of their stages are equal.
 *
 * @param <S> the type of the stage
 */
public interface Fluent<S> extends Params {}
