/// The commands that ask an instance over its API. See [io.dagwerk.cli.Dagwerk].
@NullMarked
package io.dagwerk.cli;

import org.jspecify.annotations.NullMarked;
