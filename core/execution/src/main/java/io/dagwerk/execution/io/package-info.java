/// The IO managers that come with Dagwerk: in memory, and files.
@NullMarked
package io.dagwerk.execution.io;

import org.jspecify.annotations.NullMarked;
