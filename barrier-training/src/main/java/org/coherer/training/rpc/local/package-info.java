/** Requests and responses within one Java virtual machine, without sockets. */
package org.coherer.training.rpc.local;
