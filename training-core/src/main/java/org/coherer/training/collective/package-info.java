/**
 * Collective operations on flat vectors: all-reduce, reduce-scatter, all-gather and broadcast over
 * a transport.
 */
package org.coherer.training.collective;
