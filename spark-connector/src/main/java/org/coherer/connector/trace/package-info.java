/**
 * A profile of some steps of a fit: what every rank has spent its time on, as a file that Perfetto
 * opens, and what bounds the steps, in words.
 */
package org.coherer.connector.trace;
