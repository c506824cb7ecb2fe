/** Params that estimators and models share: one interface each. */
package org.coherer.ml.param;
