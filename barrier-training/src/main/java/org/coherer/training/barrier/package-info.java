/**
 * The barrier job that carries a run on Spark. With {@code cluster} and {@code trainer}, the only
 * package of this module that imports Spark.
 */
package org.coherer.training.barrier;
