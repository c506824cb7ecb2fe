/** How long a checkpoint holds up a training, and how fast it is durable and read back. */
package org.coherer.benchmarks.checkpoint;
