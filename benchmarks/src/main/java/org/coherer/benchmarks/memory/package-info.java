/** How much memory a process that trains on more data than that takes. */
package org.coherer.benchmarks.memory;
