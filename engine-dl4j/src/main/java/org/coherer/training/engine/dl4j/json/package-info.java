/** Untrusted JSON, read within limits of size, depth and time. */
package org.coherer.training.engine.dl4j.json;
