/** What benchmarks that run Spark need: clusters of processes, and what MLlib computes with. */
package org.coherer.benchmarks.spark;
