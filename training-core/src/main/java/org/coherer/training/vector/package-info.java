/**
 * Flat vectors of floats on and off the heap: the seam between engines, collectives and
 * checkpoints.
 */
package org.coherer.training.vector;
