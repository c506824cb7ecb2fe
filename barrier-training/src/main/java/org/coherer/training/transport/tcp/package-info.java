/** The transport over TCP sockets. */
package org.coherer.training.transport.tcp;
