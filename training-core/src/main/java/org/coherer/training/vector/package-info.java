/** Flat vectors of floats off the heap: the data that engines, optimizers and collectives share. */
package org.coherer.training.vector;
