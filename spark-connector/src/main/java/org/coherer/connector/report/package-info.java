/**
 * What fits say of their progress to those who watch: reports, the listeners that receive them, and
 * the latest ones of each session, which clients read.
 */
package org.coherer.connector.report;
