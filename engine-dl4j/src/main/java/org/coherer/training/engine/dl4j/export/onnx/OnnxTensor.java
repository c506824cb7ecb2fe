package org.coherer.training.engine.dl4j.export.onnx;

/**
 * What a node gives: rows [N][size], sequences [N][size][steps], images
 * [N][channels][height][width]; or an input of the file, in its own sizes.
 *
 * @param name what it is called in the graph
 * @param dimensions how many there are, with that of the rows
 */
record OnnxTensor(String name, int dimensions) {}
