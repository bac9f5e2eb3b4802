/// The public surface of `api`: written down, compared, and kept compatible between releases.
@org.jspecify.annotations.NullMarked
package io.dagwerk.checks.surface;
