/**
 * All-reduce over each transport, beside Gloo, a raw exchange over sockets and a copy of memory.
 */
package org.coherer.benchmarks.allreduce;
