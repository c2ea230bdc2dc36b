# What `run`, `test` and `.ci/run` share: Debian packages, and configuring and building.
# Everything said here goes to standard error; standard output belongs to the program.

# Needed to build the program. Boost: 1.81 is what the grammar is developed with.
program_packages=(g++ cmake ninja-build libboost1.81-dev liblmdb-dev nlohmann-json3-dev libfmt-dev
  libcli11-dev libreadline-dev libhowardhinnant-date-dev libutf8proc-dev libstemmer-dev libre2-dev libxxhash-dev libpugixml-dev
  libserd-dev libjemalloc-dev tzdata)
# Graphviz, xmllint and RDFLib read what EXPORT writes.
test_packages=(libgtest-dev libical-dev graphviz libxml2-utils python3-rdflib)
# Needed by ./test --all only: a second compiler, sanitizers, the fuzzer, the style checks,
# and a browser that looks at documents.
check_packages=(clang libclang-rt-14-dev llvm clang-format clang-tidy
  chromium chromium-driver python3 poppler-utils fonts-dejavu-core)

say() { printf '%s\n' "$*" >&2; }
fail() { say "error: $*"; exit 1; }

# Installs those of the named Debian packages that are missing; quick when none is.
need_packages() {
  command -v dpkg-query >/dev/null || return 0 # not Debian: cmake names what it misses
  local missing
  missing=$(comm -23 <(printf '%s\n' "$@" | sort) \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
      sed -n 's/^installed //p' | sort))
  [ -z "$missing" ] && return 0
  # Another version of the same Boost headers serves as well.
  if [ "$missing" = libboost1.81-dev ] && [ -e /usr/include/boost/spirit/home/x3.hpp ]; then
    return 0
  fi
  install_packages $missing
}

install_packages() {
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
      fail "these Debian packages are missing, and there is no sudo to install them; as root run:
  apt-get install --no-install-recommends $*"
    as_root=(sudo)
  fi
  say "Installing Debian packages: $*"
  local log
  log=$(mktemp) || fail "no temporary file can be made"
  if ! { "${as_root[@]}" apt-get update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends "$@"; } </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    fail "the packages could not be installed (see above)"
  fi
  rm -f "$log"
}

# How many compilers at once: one a core, but not more than memory holds (the grammar's files take
# up to 2 GB each).
parallel_jobs() {
  local cores memory jobs
  cores=$(nproc)
  memory=$(awk '/^MemAvailable/ {print int($2 / 2000000)}' /proc/meminfo)
  jobs=$((memory < cores ? memory : cores))
  echo $((jobs > 1 ? jobs : 1))
}

# configure PRESET FOLDER [cmake options]: does nothing when the folder is configured for this source.
configure() {
  local preset=$1 folder=$2 log
  shift 2
  if [ -e "$folder/build.ninja" ] && [ $# -eq 0 ] &&
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$folder/CMakeCache.txt"; then
    return 0
  fi
  # The source was moved, or an earlier attempt stopped half-way: begin anew.
  if [ -e "$folder/CMakeCache.txt" ] &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$folder/CMakeCache.txt"; then
    rm -rf "$folder"
  fi
  log=$(mktemp) || fail "no temporary file can be made"
  if ! cmake --preset "$preset" "$@" </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    fail "configuring failed (see above)"
  fi
  rm -f "$log"
}

# build FOLDER TARGET…: with ninja's progress on a terminal; else only what went wrong.
build() {
  local folder=$1 log
  shift
  say "Building in $folder (the first time takes some minutes)"
  if [ -t 2 ]; then
    ninja -C "$folder" -j "$(parallel_jobs)" "$@" </dev/null >&2
    return
  fi
  log=$(mktemp) || fail "no temporary file can be made"
  if ! ninja -C "$folder" -j "$(parallel_jobs)" "$@" </dev/null >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}
