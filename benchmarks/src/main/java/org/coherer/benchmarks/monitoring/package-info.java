/** How much longer a fit takes that shows everything it can of itself. */
package org.coherer.benchmarks.monitoring;
