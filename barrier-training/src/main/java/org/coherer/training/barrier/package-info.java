/**
 * The barrier job that carries a run on Spark. The only package of this module that imports Spark.
 */
package org.coherer.training.barrier;
