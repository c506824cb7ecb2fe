/**
 * Trainings as files that TensorBoard reads: scalars, histograms, notes, the network and
 * hyperparameters, on any of Hadoop's file systems.
 */
package org.coherer.connector.tensorboard;
