/** Models in the Open Neural Network Exchange format: operator set 17, 32-bit floats. */
package org.coherer.training.engine.dl4j.export.onnx;
