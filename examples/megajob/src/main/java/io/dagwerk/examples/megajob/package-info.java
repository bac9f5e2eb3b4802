/// A whole company's set-up of job descriptors, compiled into one job.
@org.jspecify.annotations.NullMarked
package io.dagwerk.examples.megajob;
