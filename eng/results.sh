# Sourced by test.sh: counts what has passed and failed.

readonly results=$PWD/artifacts/test-results

passed=0
failed=0
table=()

# The one exit of the script after which a reader looks at the last line.
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

# A number from the line <Counters total="5" executed="5" passed="5" .../> of a result file.
counter() { sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1"; }

# Adds the results of a project to the sums. Two witnesses: the result file, which a host that crashed or hung does not leave, and the
# exit code, which knows of failures outside of tests. A test that was skipped has not passed.
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
