/// What a check of descriptors found, for people and for other programs.
@org.jspecify.annotations.NullMarked
package io.dagwerk.examples.megajob.report;
