/** How soon after its barrier job was submitted a training makes its first optimizer step. */
package org.coherer.benchmarks.startup;
