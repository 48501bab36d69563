#!/usr/bin/env bash
# Installs what the tests need, builds with warnings as errors, runs every test and smoke-runs every benchmark.
# The last line is "N passed, N failed"; the exit code is not 0 when anything failed.
set -uo pipefail
cd "$(dirname "$0")"

install() {
  command -v "$1" >/dev/null && return
  echo "installing $2 (for $1)"
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo"
  if [ -z "${apt_updated:-}" ]; then
    $sudo apt-get update -qq && apt_updated=1
  fi
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}
install redis-server redis-server
install redis-cli redis-tools
install promtool prometheus
install sqlite3 sqlite3
install curl curl
# The samples of merchants.
install node nodejs
install php php-cli
install python3 python3

passed=0
failed=0
failures=()
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# Count one step that is not a test; the name of a failed one is repeated at the end.
pass() {
  passed=$((passed + 1))
}
fail() {
  failed=$((failed + 1))
  failures+=("$1")
}

# Adds up what a runner of xunit counted; a runner that ends without counting has failed.
count() {
  local summary
  summary=$(sed 's/\x1b\[[0-9;]*m//g' "$1" | grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' | tail -n 1)
  if [ -z "$summary" ]; then
    fail "$(basename "$1" .log) ended without counting its tests"
    return
  fi
  local total errors bad not_run
  total=$(sed -E 's/.*Total: ([0-9]+).*/\1/' <<<"$summary")
  errors=$(sed -E 's/.*Errors: ([0-9]+).*/\1/' <<<"$summary")
  bad=$(sed -E 's/.*Failed: ([0-9]+).*/\1/' <<<"$summary")
  not_run=$(sed -nE 's/.*Not Run: ([0-9]+).*/\1/p' <<<"$summary")
  failed=$((failed + bad + errors))
  passed=$((passed + total - bad - ${not_run:-0}))
}

# The end repeats what failed, for those who read only the end of a log.
finish() {
  grep -h -A 12 -F '[FAIL]' "$results"/*.log 2>/dev/null
  [ "${#failures[@]}" -eq 0 ] || printf 'failed: %s\n' "${failures[@]}"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}

# The providers' own packages, which tests/EdgeGateway.SdkTests asks: fetched once, and again when the lock file changes.
sdks_missing=""
fetch_sdks() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    sdks_missing="node and npm are not installed"
  elif [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
    sdks_missing="node is older than version 20"
  elif [ ! tests/sdks/node_modules/.package-lock.json -nt tests/sdks/package-lock.json ] &&
    ! (cd tests/sdks && npm ci --ignore-scripts --no-audit --no-fund >/dev/null 2>&1); then
    sdks_missing="npm could not fetch the packages of tests/sdks"
  fi
}
fetch_sdks

if ! dotnet build EdgeGateway.sln -c Release -nologo -clp:NoSummary -warnaserror; then
  fail "the build"
  finish
fi

for project in tests/*Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  if [ "$name" = EdgeGateway.SdkTests ] && [ -n "$sdks_missing" ]; then
    echo "$name is not run: $sdks_missing"
    continue
  fi
  log="$results/$name.log"
  dotnet run --project "$project" -c Release --no-build -- -noColor 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  before=$failed
  count "$log"
  if [ "$status" -ne 0 ] && [ "$failed" -eq "$before" ]; then
    fail "$name ended with $status"
  fi
done

# As docs/install.md says: one file, which runs by itself. The runtime that is packed into it comes from the package source.
publish=(src/EdgeGateway --use-current-runtime -p:PublishProfile=SingleFile -p:ArtifactsPath="$results/artifacts" -p:RunAnalyzers=false -nologo -v q)
if ! dotnet restore "${publish[@]}" -p:SelfContained=true -p:PublishReadyToRun=true >/dev/null 2>&1; then
  echo "the single file is not published: its runtime could not be fetched"
elif dotnet publish "${publish[@]}" -c Release --no-restore -o "$results/published" &&
  mkdir "$results/alone" && mv "$results/published/EdgeGateway" "$results/alone/" && "$results/alone/EdgeGateway" demo; then
  pass
else
  fail "the single file"
fi

# Every benchmark once, so that none rots, and against what each may allocate.
for project in loadtests/*/*.csproj; do
  [ -e "$project" ] || continue
  if dotnet run --project "$project" -c Release --no-build -- --smoke; then
    pass
  else
    fail "$project"
  fi
done

finish
