/** The time of one training step on one worker, for networks of several kinds. */
package org.coherer.benchmarks.step;
