/// What an instance does by itself and on request. See [io.dagwerk.daemon.Operations].
@NullMarked
package io.dagwerk.daemon;

import org.jspecify.annotations.NullMarked;
