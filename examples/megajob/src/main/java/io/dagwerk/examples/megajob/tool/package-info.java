/// What jobs work with: a warehouse, files, a shell, the web; for real and for tests.
@org.jspecify.annotations.NullMarked
package io.dagwerk.examples.megajob.tool;
