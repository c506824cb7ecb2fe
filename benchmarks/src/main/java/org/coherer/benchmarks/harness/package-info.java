/** What all benchmarks have in common: rounds, statistics, result lines, and where they go. */
package org.coherer.benchmarks.harness;
