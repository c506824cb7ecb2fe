/**
 * What is learned of a DataFrame in the one pass that reads its rows: moments of features and
 * targets, labels of classes, and how many rows there are.
 */
package org.coherer.connector.profile;
