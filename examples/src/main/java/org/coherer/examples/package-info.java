/** The quickstart, and the examples that the documents quote. */
package org.coherer.examples;
