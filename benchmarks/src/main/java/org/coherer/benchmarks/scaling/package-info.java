/** Rows per second of a training run as processes are added, beside PyTorch DDP. */
package org.coherer.benchmarks.scaling;
