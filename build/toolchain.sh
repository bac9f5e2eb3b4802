# Finds the JDK and the Maven that Dagwerk needs. Sourced by the launchers; plain POSIX sh.
# shellcheck shell=sh
#
# DAGWERK_SEARCH_ROOT is put before every usual place that is searched, so that tests can furnish
# a machine of their own.

required_jdk=25
required_maven=3.8.7

# In the locale "C" a JVM cannot open files whose names have letters beyond ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX)
    LC_ALL=C.UTF-8
    export LC_ALL
    ;;
esac

# Prints the major version of the JDK in folder $1, or nothing when there is no JDK.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  found=
  if [ -r "$1/release" ]; then
    found=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$1/release")
  fi
  if [ -z "$found" ]; then
    found=$("$1/bin/java" -version 2>&1 </dev/null | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
  fi
  case $found in
    1.*) found=${found#1.} ;;
  esac
  printf '%s' "${found%%[!0-9]*}"
}

# Prints the folders a JDK may be in, the user's choice first.
jdk_places() {
  root=${DAGWERK_SEARCH_ROOT:-}
  [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
  in_path=$(command -v java || :)
  if [ -n "$in_path" ]; then
    in_path=$(readlink -f "$in_path" 2>/dev/null || printf '%s' "$in_path")
    printf '%s\n' "${in_path%/bin/*}"
  fi
  if [ -x "$root/usr/libexec/java_home" ]; then
    "$root/usr/libexec/java_home" -v "$required_jdk+" 2>/dev/null || :
  fi
  for place in "$root"/usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    "$root"/opt/* "$root"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$root"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    printf '%s\n' "$place"
  done
}

# Sets JAVA_HOME to a JDK that is new enough, or ends the script with one line that says what to do.
find_jdk() {
  newest=0
  newest_home=
  while read -r place; do
    version=$(jdk_version "$place")
    [ -n "$version" ] || continue
    if [ "$version" -ge "$required_jdk" ]; then
      JAVA_HOME=$place
      export JAVA_HOME
      return 0
    fi
    if [ "$version" -gt "$newest" ]; then
      newest=$version
      newest_home=$place
    fi
  done <<EOF
$(jdk_places)
EOF
  if [ "$newest" -gt 0 ]; then
    found="found only JDK $newest ($newest_home)"
  else
    found="found none"
  fi
  echo "Dagwerk needs JDK $required_jdk or newer, but $found: install a JDK $required_jdk, for example Temurin from adoptium.net, or point JAVA_HOME at one." >&2
  exit 1
}

# Prints a version such as 3.8.7 as one number that can be compared.
as_number() {
  (
    IFS=.-
    # shellcheck disable=SC2086 # the version is split on purpose
    set -- $1
    printf '%d' "$((${1:-0} * 1000000 + ${2:-0} * 1000 + ${3:-0}))"
  )
}

# Prints the version of the Maven command $1, or nothing when it does not answer.
maven_version() {
  [ -x "$1" ] || return 0
  real=$(readlink -f "$1" 2>/dev/null || printf '%s' "$1")
  for jar in "${real%/bin/*}"/lib/maven-core-[0-9]*.jar; do
    version=${jar##*/maven-core-}
    version=${version%.jar}
    case $version in
      *[!0-9.]* | *.) ;;
      *)
        printf '%s' "$version"
        return 0
        ;;
    esac
  done
  "$1" -v 2>/dev/null </dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*[0-9]\).*/\1/p' | head -n 1
}

# Prints the commands that may be Maven, the user's choice first.
maven_places() {
  root=${DAGWERK_SEARCH_ROOT:-}
  command -v mvn || :
  [ -z "${MAVEN_HOME:-}" ] || printf '%s\n' "$MAVEN_HOME/bin/mvn"
  for place in "$root"/usr/share/maven/bin/mvn "$root"/opt/*/bin/mvn "$root"/usr/local/bin/mvn \
    "${HOME:-}"/.sdkman/candidates/maven/current/bin/mvn "$root"/opt/homebrew/bin/mvn; do
    printf '%s\n' "$place"
  done
}

# Sets maven to a Maven command that is new enough, or ends the script with one line that says what
# to do.
find_maven() {
  newest=
  newest_command=
  while read -r place; do
    version=$(maven_version "$place")
    [ -n "$version" ] || continue
    if [ "$(as_number "$version")" -ge "$(as_number "$required_maven")" ]; then
      # shellcheck disable=SC2034 # for the script that sources this
      maven=$place
      return 0
    fi
    if [ "$(as_number "$version")" -gt "$(as_number "${newest:-0}")" ]; then
      newest=$version
      newest_command=$place
    fi
  done <<EOF
$(maven_places)
EOF
  if [ -n "$newest" ]; then
    found="found only Maven $newest ($newest_command)"
  else
    found="found none"
  fi
  echo "Dagwerk's build needs Maven $required_maven or newer, but $found: install it, for example with 'apt-get install maven' or 'brew install maven', or point MAVEN_HOME at one." >&2
  exit 1
}

# Prints the option that leaves out the user interface where it cannot be built.
ui_option() {
  node=$(node -e 'const [a, b] = process.versions.node.split("."); console.log(a * 100 + +b)' \
    2>/dev/null || echo 0)
  if [ "$node" -lt 2019 ] || ! command -v npm >/dev/null; then
    echo -DskipUi
  fi
}
