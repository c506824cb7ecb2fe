/**
 * What files have in common that a fit writes for other programs: their names, and the messages of
 * protocol buffers that they consist of.
 *
 * <p>Messages are encoded here, since Spark 3.5 and 4.1 have different major versions of the
 * protobuf library on their class paths, and what one version generates does not run on another.
 */
package org.coherer.connector.file;
