/**
 * What becomes of numbers between a backward pass and new parameters, on the host: gradients are
 * accumulated and clipped, differences of parameters go through an outer optimizer.
 */
package org.coherer.training.loop.update;
