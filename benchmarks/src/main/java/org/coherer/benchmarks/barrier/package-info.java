/**
 * What the benchmarks of barrier jobs share: a training in executor processes whose steps are noted
 * by the processes that make them, and an empty barrier job beside it.
 */
package org.coherer.benchmarks.barrier;
