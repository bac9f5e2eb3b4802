package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;

/// What a job is.
public record Identity(
    @Doc("Unique among all jobs") String name,
    @Doc("The kind of job") String type,
    @Doc("A sentence for people") @Default("") String description,
    @Doc("Whether it runs here; if not, what it makes counts as made elsewhere") @Default("true")
        boolean enabled) {}
