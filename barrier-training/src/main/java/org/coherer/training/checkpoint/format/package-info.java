/**
 * The two kinds of file that a checkpoint consists of, as bytes: the slice of a rank and the
 * manifest. The format is in docs/protocol.md.
 */
package org.coherer.training.checkpoint.format;
