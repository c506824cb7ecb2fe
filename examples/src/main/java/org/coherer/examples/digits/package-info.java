/** Images of handwritten-like digits, drawn by code, so that the examples need no download. */
package org.coherer.examples.digits;
