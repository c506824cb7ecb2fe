/**
 * Optimizers on flat vectors: one pass over parameters, gradients and state, whatever network they
 * belong to.
 */
package org.coherer.training.optimizer;
