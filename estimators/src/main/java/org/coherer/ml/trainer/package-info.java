/**
 * The values of the Param {@code trainer}: what each demands of the cluster, how workers agree, and
 * who carries plans out.
 */
package org.coherer.ml.trainer;
