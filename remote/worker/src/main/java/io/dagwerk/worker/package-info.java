/// The process that brings one run to its end, and how user code is loaded beside ours.
@NullMarked
package io.dagwerk.worker;

import org.jspecify.annotations.NullMarked;
