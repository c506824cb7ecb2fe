/**
 * Checkpoints on disk: the parameters, the optimizer's state and where the run stands, in a folder
 * of any Hadoop file system. Every rank writes a slice, off the training thread; the driver commits
 * all of them by one manifest, which is written last. No file is ever renamed or written twice. The
 * format is in docs/protocol.md. Knows nothing of Spark or of the training loop.
 */
package org.coherer.training.checkpoint;
