/** How fast the arithmetic of flat vectors is, beside a plain copy of memory. */
package org.coherer.benchmarks.kernel;
