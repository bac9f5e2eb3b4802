/// What every code server must do, in whatever language it is written: exchanges with its
/// processes.
@NullMarked
package io.dagwerk.conformance;

import org.jspecify.annotations.NullMarked;
