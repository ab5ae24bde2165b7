# What the launcher of the source tree and that of the distribution share: finds a Java, and becomes Railgate. Whoever
# sources it has defined real, and set
#   app   the folder with lib, where also the JVM's archive is kept
#   home  the folder with examples/bank, which the archive is made with
# and may set
#   natives  a folder with the libraries of ONNX Runtime, which are unpacked on each start otherwise

LEAST_JAVA=21
natives=''

say() { printf 'railgate: %s\n' "$*" >&2; }

# The feature version of the JDK in folder $1, such as 21; nothing if there is no JDK.
java_version() {
  [ -x "$1/bin/java" ] || return 0
  version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release" 2>/dev/null || true)
  if [ -z "$version" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
  fi
  version=${version#1.}
  printf '%s\n' "${version%%[!0-9]*}"
}

# The folder of the JDK that the command java on the PATH belongs to.
java_on_path() {
  command=$(command -v java 2>/dev/null) || return 0
  dirname -- "$(dirname -- "$(real "$command")")"
}

# Takes folder $1, called $2, if its JDK is new enough; else notes what was found there.
take_java() {
  [ -n "$1" ] || return 1
  version=$(java_version "$1")
  if [ -n "$version" ] && [ "$version" -ge "$LEAST_JAVA" ]; then
    java_home=$1
    return 0
  fi
  found=${version:+Java $version}
  looked="$looked
  $2: $1 (${found:-no JDK})"
  return 1
}

# Sets java_home: JAVA_HOME, then PATH, then the newest JDK in the usual folders.
find_java() {
  looked=''
  take_java "${JAVA_HOME:-}" JAVA_HOME && return 0
  take_java "$(java_on_path)" PATH && return 0
  newest=0
  for folder in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*/jdk* \
    "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* "${HOME:-/}"/.asdf/installs/java/* \
    "${HOME:-/}"/.local/share/mise/installs/java/* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    version=$(java_version "$folder")
    if [ -n "$version" ] && [ "$version" -ge "$LEAST_JAVA" ] && [ "$version" -gt "$newest" ]; then
      newest=$version
      java_home=$folder
    fi
  done
  [ "$newest" -gt 0 ] && return 0
  say "found no JDK $LEAST_JAVA or newer. Looked at:$looked
  the folders where JDKs usually lie: /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks, ~/.asdf, mise, Homebrew,
  /Library/Java/JavaVirtualMachines
Install one with your package manager or from adoptium.net, or set JAVA_HOME to one."
  return 1
}

# Keeps the classes of a first run, and from Java 25 on what the JVM learnt of them, for faster starts. A JVM that
# cannot use the file, because it is another one or has other options, starts as without it.
archive_classes() {
  rm -f "$app"/startup.*
  if [ "$(java_version "$java_home")" -ge 25 ]; then
    archive=-XX:AOTCacheOutput=$app/startup.aot
  else
    archive=-XX:ArchiveClassesAtExit=$app/startup.jsa
  fi
  (start rehearse "$home/examples/bank") && return 0
  rm -f "$app"/startup.*
  return 1
}

# The folder with the libraries of ONNX Runtime for this machine: a tree may be shared with machines of another kind.
native_folder() { printf '%s\n' "$app/native-$(uname -s 2>/dev/null)-$(uname -m 2>/dev/null)"; }

# Unpacks them once, as the JVM would at each start; nothing where that cannot be done.
unpack_natives() {
  rm -rf "$(native_folder)" "$app/unpacked"
  case $(uname -s 2>/dev/null)-$(uname -m 2>/dev/null) in
    Linux-x86_64) platform=linux-x64 ;;
    Linux-aarch64) platform=linux-aarch64 ;;
    Darwin-arm64) platform=osx-aarch64 ;;
    *) return 0 ;;
  esac
  mkdir "$app/unpacked" || return 0
  for jar in "$app"/lib/onnxruntime*.jar; do
    (cd "$app/unpacked" && "$java_home/bin/jar" -xf "$jar" "ai/onnxruntime/native/$platform") &&
      mv "$app/unpacked/ai/onnxruntime/native/$platform" "$(native_folder)"
  done
  rm -rf "$app/unpacked"
}

# Sets archive to the option for the JVM that uses what archive_classes has kept, if it has.
find_archive() {
  archive=-Xshare:auto
  if [ -f "$app/startup.aot" ] && [ "$(java_version "$java_home")" -ge 25 ]; then
    archive=-XX:AOTCache=$app/startup.aot
  elif [ -f "$app/startup.jsa" ] && [ "$(java_version "$java_home")" -lt 25 ]; then
    archive=-XX:SharedArchiveFile=$app/startup.jsa
  fi
}

# In a locale without UTF-8, or one that is not installed, the JVM would read arguments as ASCII.
speak_utf8() {
  case $(locale charmap 2>/dev/null || printf '%s' "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}") in
    *UTF-8* | *utf8* | *UTF8*) ;;
    *) export LC_ALL=C.UTF-8 ;;
  esac
}

# The jars in an order that is the same wherever they are copied to: the archive is of use with the same order only.
class_path() {
  LC_ALL=C
  jars=''
  for jar in "$app"/lib/*.jar; do
    jars=$jars${jars:+:}$jar
  done
  printf '%s\n' "$jars"
}

# Becomes Railgate with the command line $@.
# MALLOC_ARENA_MAX, -XX:TrimNativeHeapInterval: memory that loading took goes back to the system, with glibc.
# -Xlog:disable: the JVM would say on each start that it cannot use an archive.
# collector: with so small a heap the serial one's pauses are short, and it takes some 60 MB less than G1. What a
# collection leaves free goes back to the system at once; serve has the old generation collected as it grows.
# Without jdk.incubator.vector: the JVM would print a warning on every start that no option silences.
# CLASSPATH: ONNX Runtime may crash if the command line is long.
start() {
  CLASSPATH=$(class_path)
  export CLASSPATH
  case "${RAILGATE_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}" in
    *-XX:+Use*GC*) collector='' ;; # the JVM takes one only
    *) collector='-XX:+UseSerialGC -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:-ShrinkHeapInSteps' ;;
  esac
  trim=''
  [ "$(java_version "$java_home")" -lt 25 ] || trim=-XX:TrimNativeHeapInterval=10000
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
  # shellcheck disable=SC2086 # options are split on purpose
  exec "$java_home/bin/java" \
    -Xlog:disable \
    "$archive" \
    --enable-native-access=ALL-UNNAMED \
    $collector \
    ${trim:+"$trim"} \
    -Xms48m \
    -Xmx512m \
    -XX:+ExitOnOutOfMemoryError \
    ${natives:+"-Donnxruntime.native.path=$natives"} \
    ${RAILGATE_JAVA_OPTIONS:-} \
    io.railgate.proxy.cli.Railgate "$@"
}
