/**
 * Trained models on their way to other libraries: the network, and what a model does in front of it
 * and behind it, so that a file gives what {@code transform} gives.
 */
package org.coherer.training.export;
