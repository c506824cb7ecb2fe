/** How long after an executor process was killed a training makes its next optimizer step. */
package org.coherer.benchmarks.recovery;
