#!/usr/bin/env bash
# Mutation testing of what money depends on: puts one mistake at a time into the code and says whether a test finds it.
# The mistakes are in mistakes.txt beside this script. Works in a copy: the tree stays as it is.
#   tests/mutations/run.sh [PATTERN]   only the mistakes whose file or description matches
# The last line is the score; the exit code is not 0 when a mistake survives that is not said to be equivalent.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
pattern=${1:-.}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
(cd "$root" && git ls-files -z --cached --others --exclude-standard | xargs -0 tar -cf - --ignore-failed-read) | tar -xf - -C "$copy"
cd "$copy"

output=tests/EdgeGateway.Tests/bin/Debug/net10.0
build=(dotnet build -c Debug -nologo -clp:ErrorsOnly -p:TreatWarningsAsErrors=false -p:RunAnalyzers=false -p:GenerateDocumentationFile=false)
"${build[@]}" tests/EdgeGateway.Tests >/dev/null
mkdir right
cp "$output"/EdgeGateway.*.dll right/

tests() {
  # A mistake may make a loop endless, and such a process does not end on SIGTERM.
  EDGEGATEWAY_FUZZ=20000 timeout --kill-after=5 120 dotnet exec "$output/EdgeGateway.Tests.dll" -noColor -stopOnFail "$@" >"$copy/tests.log" 2>&1
}

# The tests of the part, and only then, what takes longer.
finds() {
  case $1 in
    src/EdgeGateway.Sqlite/*) ! tests -namespace "EdgeGateway.Tests.Sqlite*" ;;
    src/EdgeGateway.Callbacks/Ledger/*) ! tests -namespace "EdgeGateway.Tests.Ledger*" -namespace "EdgeGateway.Tests.Callbacks.Ledger*" ;;
    *) ! tests -namespace "EdgeGateway.Tests.Callbacks*" || ! tests -namespace "EdgeGateway.Tests.Fuzzing*" ;;
  esac
}

for part in src/EdgeGateway.Sqlite/ src/EdgeGateway.Callbacks/Ledger/ src/EdgeGateway.Callbacks/; do
  if finds "$part"; then
    tail -n 30 "$copy/tests.log"
    echo "tests fail without a mistake"
    exit 2
  fi
done

killed=0
equivalent=0
survived=0
broken=0
judge() {
  local file=$1 what=$2 from=$3 to=$4 reason=$5
  [[ "$file $what" =~ $pattern ]] || return 0
  local project=${file#src/}
  project=src/${project%%/*}
  cp "$file" "$copy/original"
  # Exactly one place, literally.
  if ! FROM=$from TO=$to perl -0777 -pi -e 'BEGIN { $n = 0 } $n = () = /\Q$ENV{FROM}\E/g; s/\Q$ENV{FROM}\E/$ENV{TO}/; END { exit($n == 1 ? 0 : 1) }' "$file"; then
    echo "NOT FOUND ONCE  $file: $what"
    broken=$((broken + 1))
  elif ! "${build[@]}" --no-restore "$project" >"$copy/build.log" 2>&1; then
    echo "DOES NOT BUILD  $file: $what"
    broken=$((broken + 1))
  else
    cp "$project/bin/Debug/net10.0/${project##*/}.dll" "$output/"
    if finds "$file"; then
      echo "killed          $file: $what"
      killed=$((killed + 1))
    elif [ -n "$reason" ]; then
      echo "equivalent      $file: $what ($reason)"
      equivalent=$((equivalent + 1))
    else
      echo "SURVIVED        $file: $what"
      survived=$((survived + 1))
    fi
  fi
  cp "$copy/original" "$file"
  cp "$copy/right/${project##*/}.dll" "$output/"
}

file='' what='' from='' reason=''
while IFS= read -r line || [ -n "$line" ]; do
  case $line in
    '@ '*) file=src/${line#@ }; what=${file#*: }; file=${file%%: *}; reason='' ;;
    '= '*) reason=${line#= } ;;
    '- '*) from=${line#- } ;;
    '+'*) to=${line#+}; judge "$file" "$what" "$from" "${to# }" "$reason" ;;
  esac
done <"$here/mistakes.txt"

echo "$killed of $((killed + survived + broken)) killed, $survived survived, $broken could not be tried, $equivalent equivalent"
[ $((survived + broken)) -eq 0 ]
