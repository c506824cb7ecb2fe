/** What enters a network, as far as rows say it: how many values, and in which shape. */
package org.coherer.ml.fit.input;
