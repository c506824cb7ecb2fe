/**
 * Optimizers on flat vectors: one pass over parameters, gradients and state, independent of the
 * network.
 */
package org.coherer.training.optimizer;
