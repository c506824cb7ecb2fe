/** Seconds from {@code fit} to a test accuracy, beside PyTorch DDP and Spark's own perceptron. */
package org.coherer.benchmarks.accuracy;
