/// The API of an instance. See [io.dagwerk.graphql.GraphQlApi].
@NullMarked
package io.dagwerk.graphql;

import org.jspecify.annotations.NullMarked;
