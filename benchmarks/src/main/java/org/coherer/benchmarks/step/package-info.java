/** The time and the memory of training steps on one worker, for networks of several kinds. */
package org.coherer.benchmarks.step;
