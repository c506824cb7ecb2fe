/** The SPI of a link between two ranks, and the frame header that links share. */
package org.coherer.training.transport.link;
