/**
 * Both ends of a process that a benchmark measures in: it is told what to do over its standard
 * input, one line each, answers on its standard output, and sleeps in between.
 */
package org.coherer.benchmarks.process;
