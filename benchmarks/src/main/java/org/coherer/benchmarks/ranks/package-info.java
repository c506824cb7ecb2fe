/** Ranks of Coherer in processes of a benchmark: which transport, how they meet, their threads. */
package org.coherer.benchmarks.ranks;
