/**
 * Messages of protocol buffers, written field by field, for files of other programs.
 *
 * <p>They are encoded here, since Spark 3.5 and 4.1 have different major versions of the protobuf
 * library on their class paths, and what one version generates does not run on another.
 */
package org.coherer.connector.protobuf;
