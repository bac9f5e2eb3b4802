/// The nouns: keys, events, snapshots, config trees and schemas.
module io.dagwerk.model {
  requires static transitive org.jspecify;

  exports io.dagwerk.model;
}
