/** The link between two ranks that are threads of one Java virtual machine. */
package org.coherer.training.transport.local;
