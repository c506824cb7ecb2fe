/** The contract that every engine keeps, as a suite, and the batches that it is run with. */
package org.coherer.testkit.engine;
