/** What a parameter server rests on, and what it does: one class for each group of cases. */
package org.coherer.benchmarks.ps;
