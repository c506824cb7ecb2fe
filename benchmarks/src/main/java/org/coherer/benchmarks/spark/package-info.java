/**
 * What benchmarks that run Spark need: sessions within a process and with executors of their own,
 * and what MLlib computes with.
 */
package org.coherer.benchmarks.spark;
