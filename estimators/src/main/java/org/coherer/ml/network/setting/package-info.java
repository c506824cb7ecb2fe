/**
 * What layers are described by: settings by Keras's names, checked when they are set, and shapes.
 */
package org.coherer.ml.network.setting;
