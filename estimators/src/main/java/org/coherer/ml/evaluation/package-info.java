/** How good models are on rows whose answers are known. */
package org.coherer.ml.evaluation;
