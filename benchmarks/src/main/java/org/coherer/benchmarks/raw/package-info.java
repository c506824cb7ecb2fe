/** What no contender can be faster than: an exchange over bare sockets, a copy of memory. */
package org.coherer.benchmarks.raw;
