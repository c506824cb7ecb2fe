/**
 * TFRecord files, the format of TensorFlow's input pipelines: framed records, each a message {@code
 * Example}, a message {@code SequenceExample}, or any bytes.
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecord and
 *     tf.train.Example</a>, for the framing and the meaning of features
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/example/example.proto">example.proto</a>
 *     and feature.proto beside it, for the messages
 */
package org.coherer.datasource.tfrecord;
