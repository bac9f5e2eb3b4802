/// What Dagwerk's own tests share.
@org.jspecify.annotations.NullMarked
package io.dagwerk.testsupport;
