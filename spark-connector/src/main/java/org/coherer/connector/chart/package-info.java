/**
 * Charts of trainings as SVG, for pages and files: drawn here, without scripts and style sheets,
 * and small however many epochs there are.
 */
package org.coherer.connector.chart;
