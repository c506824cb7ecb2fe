/**
 * What all ways between two ranks have in common: the SPI of one way, and the header of a message.
 */
package org.coherer.training.transport.path;
