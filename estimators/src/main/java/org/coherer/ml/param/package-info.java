/**
 * Params that stages share: one interface for each, groups of them for each kind of stage, and
 * their defaults.
 */
package org.coherer.ml.param;
