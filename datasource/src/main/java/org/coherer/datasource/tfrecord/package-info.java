/**
 * Reads and writes TFRecord files, the format of TensorFlow's input pipelines: {@code
 * spark.read().format("tfrecord")}. A file is framed records, each a message {@code Example}, a
 * message {@code SequenceExample}, or any bytes. The page datasource-tfrecord.md has options and
 * columns.
 *
 * <p>A record that makes no sense is malformed: a wrong checksum of its data, a damaged message, a
 * feature that its column does not hold. Anything else that is broken ends the reading with an
 * {@link java.io.IOException} that has the file and the offset in its content.
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecord and
 *     tf.train.Example</a>, for the framing and the meaning of features
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/example/example.proto">example.proto</a>
 *     and feature.proto beside it, for the messages
 */
package org.coherer.datasource.tfrecord;
