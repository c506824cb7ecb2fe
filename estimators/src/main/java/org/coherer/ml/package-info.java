/** Spark ML estimators that train neural networks, and their models. */
package org.coherer.ml;
