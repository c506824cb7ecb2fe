/**
 * Connections between the ranks of a run: the SPI, and one implementation in each package below.
 */
package org.coherer.training.transport;
