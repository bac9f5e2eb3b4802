/// Runs the flights example through a server of its own, and prints what it computed.
@NullMarked
package io.dagwerk.examples.demo;

import org.jspecify.annotations.NullMarked;
