/**
 * Trainings as files that TensorBoard reads: scalars, histograms, notes, the network and
 * hyperparameters, on any of Hadoop's file systems.
 *
 * <p>The few messages are encoded here: Spark 3.5 and 4.1 have different major versions of the
 * protobuf library on their class paths, and what one version generates does not run on another.
 */
package org.coherer.connector.tensorboard;
