/** Requests and responses over TCP: frames, the client, and the server with its selector thread. */
package org.coherer.training.rpc.tcp;
