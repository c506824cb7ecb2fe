/** How long a run takes, and where its time goes: clocks, the time limit, reports of progress. */
package org.coherer.training.loop.time;
