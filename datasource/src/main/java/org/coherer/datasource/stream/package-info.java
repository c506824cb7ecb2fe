/**
 * Which files the batches of a stream have read, kept in the checkpoint location of its query: one
 * small file for each batch that had new files, and after some of them one file for all. So a query
 * that is started again reads each file once.
 */
package org.coherer.datasource.stream;
