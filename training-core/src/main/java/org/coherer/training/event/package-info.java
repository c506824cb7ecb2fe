/** What a run tells while it goes on. */
package org.coherer.training.event;
