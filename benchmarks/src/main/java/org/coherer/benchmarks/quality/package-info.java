/**
 * How good fits are with nothing set, on real tables that Python packages ship, beside MLlib's
 * estimators, scikit-learn's perceptron, XGBoost and RealMLP.
 */
package org.coherer.benchmarks.quality;
