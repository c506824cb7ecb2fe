/**
 * What the estimators differ in when they fit: their columns, what their network must be like, and
 * what its outputs stand for.
 */
package org.coherer.ml.task;
