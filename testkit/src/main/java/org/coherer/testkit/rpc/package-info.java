/** What every channel of requests must do, and what suites need to open one. */
package org.coherer.testkit.rpc;
