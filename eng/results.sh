# Sourced by test.sh: counts the tests that passed and failed.

readonly results=$PWD/artifacts/test-results

passed=0
failed=0
table=()

# The only exit that prints the totals, as the last line of the output.
finish() {
    [ "${#table[@]}" -eq 0 ] || printf '%s\n' '' "${table[@]}"
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ] && exit 0
    exit 1
}

fail() {
    printf 'FAILED: %s\n' "$*"
    failed=$((failed + 1))
}

# Reads a number from the line <Counters total="5" executed="5" passed="5" .../> of a result file.
counter() { sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1"; }

# Adds the results of a project to the totals. It checks both the result file, which a crashed or hung test host does not leave behind,
# and the exit code, which reveals failures outside of tests. A skipped test does not count as passed.
count() {
    local name=$1 status=$2 seconds=$3 left_out=$4 file=$results/$1.trx total good
    if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then
        fail "$name had not ended after $limit"
        return
    fi
    if [ ! -f "$file" ]; then
        fail "$name ended with exit code $status and left no results"
        return
    fi
    total=$(counter "$file" total)
    good=$(counter "$file" passed)
    if [ -z "$total" ] || [ -z "$good" ]; then
        fail "$name ended with exit code $status and left results that end in the middle"
        return
    fi
    table+=("$(printf '%5d s  %s: %d of %d passed' "$seconds" "$name" "$good" "$total")")
    [ "$left_out" -eq 0 ] || table[-1]+=", $left_out left out, which are about other brokers or peers"
    say "${table[-1]}"
    passed=$((passed + good))
    failed=$((failed + total - good))
    if [ "$total" -eq 0 ]; then
        fail "$name ran no tests"
    elif [ "$status" -ne 0 ] && [ "$good" -eq "$total" ]; then
        fail "$name ended with exit code $status although no test failed"
    fi
}

print_slowest() {
    say 'The slowest tests'
    find "$results" -name '*.trx' -exec grep -oh '<UnitTestResult [^>]*' {} + \
        | sed 's/.* testName="\([^"]*\)".* duration="\([^"]*\)".*/\2 \1/; s/&quot;/"/g; s/&gt;/>/g; s/&lt;/</g; s/&amp;/\&/g' \
        | sort -r | sed -n 's/^[0-9]*:\([0-9]*:[0-9]*\.[0-9]\)[0-9]* /  \1  /; 1,15p'
}
