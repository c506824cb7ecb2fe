/** Examples per second of a wide and deep network on a log of clicks, beside PyTorch's. */
package org.coherer.benchmarks.clicks;
