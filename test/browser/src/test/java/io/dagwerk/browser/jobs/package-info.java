/// The code that the server under test runs.
@org.jspecify.annotations.NullMarked
package io.dagwerk.browser.jobs;
