#!/usr/bin/env bash
# fetch.sh - what a web server may do to us, played by tests/server.py and fetched by tests/unit/fetch_driver.c: every
# case ends as designed, with the words that say why, and in time. Needs python3; the cases with TLS need openssl too.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
driver=$build/tests/fetch_driver
command -v python3 >/dev/null || { echo "skipped: python3 is absent"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'exec 9>&-; wait; rm -rf "$scratch"' EXIT
failures=0
cases=0

# The environment must not matter.
export http_proxy=http://127.0.0.1:9/ https_proxy=http://127.0.0.1:9/ all_proxy=socks5://127.0.0.1:9/ HOME=$scratch
printf 'machine 127.0.0.1 login reader password secret\n' >"$scratch/.netrc"

# Certificates: "good" by an authority of our own for 127.0.0.1; "name" by it for another host; "late", which has run
# out; "self", signed by itself; "old" is good, but its server speaks no TLS that is new enough.
certificate() { # name subject-alternative-name days
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=test $1" \
        -keyout "$scratch/$1.key" -out "$scratch/$1.csr" &&
        openssl x509 -req -in "$scratch/$1.csr" -CA "$scratch/authority.crt" -CAkey "$scratch/authority.key" \
            -CAcreateserial -days "$3" -extfile <(echo "subjectAltName=$2") -out "$scratch/$1.crt" &&
        cat "$scratch/$1.crt" "$scratch/$1.key" >"$scratch/$1.pem"
}
certificates() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=test authority" \
        -keyout "$scratch/authority.key" -out "$scratch/authority.crt" &&
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=127.0.0.1" \
            -addext "subjectAltName=IP:127.0.0.1" -keyout "$scratch/self.key" -out "$scratch/self.crt" &&
        cat "$scratch/self.crt" "$scratch/self.key" >"$scratch/self.pem" &&
        certificate good IP:127.0.0.1 2 && certificate name DNS:elsewhere.example 2 &&
        certificate old IP:127.0.0.1 2 && certificate late IP:127.0.0.1 0
}
servers=()
if command -v openssl >/dev/null; then
    certificates >"$scratch/openssl.log" 2>&1 || { cat "$scratch/openssl.log" >&2; exit 1; }
    for name in good name self old late; do
        servers+=("$name=$scratch/$name.pem")
    done
fi

mkfifo "$scratch/stdin"
python3 tests/server.py ${servers[@]+"${servers[@]}"} <"$scratch/stdin" >"$scratch/ports" 2>"$scratch/server.log" &
exec 9>"$scratch/stdin"
for _ in $(seq 100); do
    grep -q ready "$scratch/ports" && break
    sleep 0.1
done
grep -q ready "$scratch/ports" || { cat "$scratch/server.log" >&2; echo "fetch.sh: no server" >&2; exit 1; }
port() { sed -n "s/^$1 //p" "$scratch/ports"; } # name
http=http://127.0.0.1:$(port http)

# Ports by the names of their servers, "http" as PORT, so that what is expected can be written down.
named() {
    local name number script=
    while read -r name number; do
        [ "$name" = ready ] || script+="s/\\b$number\\b/${name^^}/g;"
    done <"$scratch/ports"
    sed "$script s/\\bHTTP\\b:/PORT:/; s/:HTTP\\b/:PORT/g; s|http://127.0.0.1:PORT/|/|g"
}

# Fetch with the arguments given; the output must be the lines expected, in 12 seconds. An expected line may be a
# pattern of bash.
expect() { # expected arguments...
    local expected=$1 actual status
    shift
    cases=$((cases + 1))
    actual=$(timeout 12 "$driver" "$@" 2>&1 9>&-)
    status=$?
    actual=$(named <<<"$actual")
    [ "$status" -le 1 ] || actual+=" (exit status $status)"
    # shellcheck disable=SC2053 # the right side is a pattern on purpose
    if [[ $actual != $expected ]]; then
        printf '%s\n    expected: %s\n    actual:   %s\n' "fetch.sh: ${*//$http/}" "$expected" "$actual" >&2
        failures=$((failures + 1))
    fi
}
page() { # expected path options...
    local expected=$1 path=$2
    shift 2
    expect "$expected" --private "$@" "$http$path"
}

# Answers as they should be.
page '200 /plain 38 bytes type=text/plain' /plain
page '200 /empty 0 bytes type=text/plain' /empty
page '200 /chunked 39 bytes type=text/plain' /chunked
page '200 /until-closed 38 bytes' /until-closed
page '200 /gzip 3800 bytes type=text/plain packed=*' /gzip
page '200 * type=text/html charset=utf-8' '/type?is=Text/HTML;charset=%22utf-8%22'
page '200 * type=text/html charset=windows-1252' '/type?is=text/html;%20x=y;%20CharSet=Windows-1252'
page '200 * type=text/html' '/type?is=text/html;charset'
page '404 /nothing-here 23 bytes type=text/plain' /nothing-here
page '410 /gone 13 bytes type=text/plain' /gone
page '500 /status/500 0 bytes type=text/plain' /status/500
page '429 /busy 7 bytes type=text/plain retry-after=120' /busy
page '429 /busy/999999999999999 7 bytes type=text/plain retry-after=31622400' /busy/999999999999999
page '429 /busy/soon 7 bytes type=text/plain' /busy/soon
page '503 /busy-until/600 7 bytes type=text/plain retry-after=@(600|599|598)' /busy-until/600
page '503 /busy-until/-600 7 bytes type=text/plain' /busy-until/-600
expect '200 http://localhost:PORT/plain 38 bytes type=text/plain' --private "http://localhost:$(port http)/plain"

# What is sent: who we are, and nothing that the environment or an earlier answer adds.
sent="200 /echo * bytes type=text/plain
GET /echo
Accept-Encoding: gzip, deflate
Accept: \*/\*
Host: 127.0.0.1:PORT
User-Agent: ReadoutTest/1.0 (tests/fetch.sh)"
page "$sent" /echo --body
expect "200 /cookie * bytes type=text/plain
The envoy met the minister on Monday.

$sent" --private --body "$http/cookie" "$http/echo"

# Asking again for what we have.
page '200 /conditional 10 bytes type=text/plain etag="version-1" modified=Mon, 19 Aug 2024 10:05:00 GMT' /conditional
page '304 /conditional 0 bytes etag="version-1" modified=*' /conditional --etag '"version-1"'
page '304 /conditional 0 bytes *' /conditional --modified 'Mon, 19 Aug 2024 10:05:00 GMT'
page '200 /conditional 10 bytes *' /conditional --etag '"version-0"' --modified 'Mon, 19 Aug 2024 10:05:00 GMT'
expect '200 *
304 *
304 *' --private --again "$http/conditional" "$http/conditional" "$http/redirect?to=/conditional"
page "$sent" /echo --body --etag $'"a"\r\nX-Smuggled: yes' --modified $'b\nX-Smuggled: yes'

# Redirects.
page '200 /plain 38 bytes type=text/plain redirects=1' '/redirect?to=/plain'
page '200 /plain 38 bytes type=text/plain redirects=10' /chain/10
page '200 /plain 38 bytes permanent=/plain type=text/plain redirects=3' '/chain/3?status=301'
page '200 /plain 38 bytes permanent=/chain/2?status=302 type=text/plain redirects=3' \
    '/redirect?status=308&to=/chain/2%3Fstatus=302'
page '200 /plain 38 bytes type=text/plain redirects=2' '/redirect?status=307&to=/chain/1%3Fstatus=301'
page '302 /redirect-without 8 bytes type=text/plain' /redirect-without
page 'error: /chain/4: more than 3 redirects (--limit redirects): to /chain/3[?]status=302, to /chain/2[?]status=302, '`
    `'to /chain/1[?]status=302' /chain/4 --limit redirects=3
page 'error: /loop: more than 10 redirects (--limit redirects): to /loop/back, in a circle' /loop
page 'error: /redirect-drip: more than 3 seconds (--limit wait)' /redirect-drip --limit wait=3 --limit redirects=100
refused() { # reason target: also from an address that may be private
    page "error: /redirect[?]to=*: redirected to $1" "/redirect?to=$2"
}
refused 'file:///etc/passwd: only http and https are fetched' file:///etc/passwd
refused 'ftp://ftp.example/: only http and https are fetched' ftp://ftp.example/
refused 'gopher://127.0.0.1:6379/_x: only http and https are fetched' gopher://127.0.0.1:6379/_x
refused 'http://a:b@127.0.0.1/: addresses with a user or a password are not fetched' http://a:b@127.0.0.1/
refused 'http://127.0.0.1:25/: web servers do not listen on port 25' http://127.0.0.1:25/
refused '*: an address of more than 8192 bytes' '/&longer=9000'

# Addresses that are not public are not connected to, in whatever way they are spelled.
closed() { # reason url
    expect "error: *: its address $1" "$2"
}
number=$(port http)
closed '127.0.0.1 is not public: loopback' "$http/plain"
closed '@(127.0.0.1|::1) is not public: loopback' "http://localhost:$number/plain"
closed '@(127.0.0.1|::1) is not public: loopback' "http://LOCALHOST:$number/plain"
closed '127.0.0.1 is not public: loopback' "http://2130706433:$number/plain"
closed '127.0.0.1 is not public: loopback' "http://0x7f.1:$number/plain"
closed '127.0.0.1 is not public: loopback' "http://0177.0.0.1:$number/plain"
closed '127.0.0.1 is not public: loopback' "http://127.1:$number/plain"
closed '127.0.0.1 is not public: loopback' "http://%31%32%37.0.0.1:$number/plain"
closed '0.0.0.0 is not public: this network' "http://0:$number/plain"
closed '::1 is not public: loopback' "http://[::1]:$number/plain"
closed '::ffff:127.0.0.1 is not public: loopback' "http://[::ffff:127.0.0.1]:$number/plain"
closed '64:ff9b::7f00:1 is not public: loopback' "http://[64:ff9b::127.0.0.1]:$number/plain"
closed '169.254.169.254 is not public: link-local' http://169.254.169.254/latest/meta-data/
closed '10.0.0.1 is not public: private use' http://10.0.0.1/
closed '192.168.1.1 is not public: private use' https://192.168.1.1/
closed 'fd00:ec2::254 is not public: private use' 'http://[fd00:ec2::254]/'
closed '10.1.2.3 is not public: private use' http://private.test/
closed '::ffff:127.0.0.1 is not public: loopback' "http://mapped.test:$number/plain"

# Nor are they where a public address redirects to them, or a name has become one of them.
public=http://9.9.9.9:$number
expect "200 http://9.9.9.9:PORT/plain *" "$public/plain"
expect "200 http://public.test:PORT/plain *redirects=1" "http://public.test:$number/redirect?to=/plain"
expect "200 * bytes type=text/plain
GET /echo/%c3%a9%20a[?]x=%26
*
Host: xn--bcher-kva.test:PORT
*" --body "http://Bücher.test:$number/echo/é a?x=%26"
expect 'error: *: no host can have this name' $'http://\xff.test/'
turned() { # reason target
    expect "error: http://9.9.9.9:PORT/*: redirected to $1" "$public/redirect?to=$2"
}
turned '/plain: its address 127.0.0.1 is not public: loopback' "$http/plain"
turned 'http://127.0.0.1/: its address 127.0.0.1 is not public: loopback' http://2130706433/
turned 'http://127.0.0.1/: its address 127.0.0.1 is not public: loopback' //0x7f.1/
turned 'http://[[]::1]:PORT/: its address ::1 is not public: loopback' "http://[::1]:$number/"
turned 'http://169.254.169.254/: its address 169.254.169.254 is not public: link-local' http://169.254.169.254/
turned 'http://10.0.0.1/: its address 10.0.0.1 is not public: private use' http://10.0.0.1/
turned 'http://private.test/: its address 10.1.2.3 is not public: private use' http://private.test/
turned 'https://192.168.0.1/: its address 192.168.0.1 is not public: private use' https://192.168.0.1/
turned '/plain: its address 127.0.0.1 is not public: loopback' "/redirect%3Fto=$http/plain"
expect '200 http://turning.test:PORT/plain *
200 http://turning.test:PORT/plain *
error: http://turning.test:*: its address 127.0.0.1 is not public: loopback' "http://turning.test:$number/plain" \
    "http://turning.test:$number/plain" http://turning.test:8080/plain

expect 'error: ftp://example.org/: only http and https are fetched' ftp://example.org/
expect 'error: http://me@example.org/: addresses with a user or a password are not fetched' http://me@example.org/
expect 'error: http://example.org:22/: web servers do not listen on port 22' http://example.org:22/
expect 'error: example.org: not a well-formed web address' example.org
expect 'error: http://a b/: not a well-formed web address' 'http://a b/'
expect 'error: not a well-formed web address' ''
expect 'error: http://no-such-host.invalid/: no address is known for this name' http://no-such-host.invalid/

# What must not hold us up.
slow='less than 100 bytes a second for 3 seconds (--limit wait)'
page "error: /silent: $slow" /silent --limit wait=6
page "error: /drip: $slow" /drip --limit wait=6
page "error: /drip-headers: $slow" /drip-headers --limit wait=6
page 'error: /drip-fast: more than 2 seconds (--limit wait)' /drip-fast --limit wait=2

# What must not fill our memory.
size='more than 8388608 bytes (--limit size)'
page "error: /endless: $size" /endless
page "error: /endless-chunks: $size" /endless-chunks
page "error: /said-large: $size" /said-large
page "error: /bomb/64: $size" /bomb/64
page "error: /bomb/64[?]times=2: $size" '/bomb/64?times=2'
page "error: /bomb-chunks/64: $size" /bomb-chunks/64
ratio='more than 200 bytes unpacked for one packed (--limit ratio)'
page "error: /bomb/64: $ratio" /bomb/64 --limit size=1G
page "error: /bomb-chunks/64: $ratio" /bomb-chunks/64 --limit size=1G
page '200 /bomb/64 67108864 bytes *' /bomb/64 --limit size=1G --limit ratio=2000
page '200 /bytes/1000 1000 bytes *' /bytes/1000 --limit size=1000
page 'error: /bytes/1001: more than 1000 bytes (--limit size)' /bytes/1001 --limit size=1000
page 'error: /header-flood: more than 262144 bytes (--limit headers)' /header-flood
page 'error: /header-flood: more than 5000 bytes (--limit headers)' /header-flood --limit headers=5000
page 'error: /continue-flood: more than 5000 bytes (--limit headers)' /continue-flood --limit headers=5000
page 'error: /header-long: a line of its headers is too long, or there is no memory' /header-long

# What is broken.
page 'error: /short: broken off: 400 of 1000 bytes' /short
page '200 /long 10 bytes' /long
page 'error: /chunked-cut: broken off after * bytes' /chunked-cut
page 'error: /chunked-bad: the connection broke: *' /chunked-bad
page 'error: /gzip-bad: its body cannot be unpacked' /gzip-bad
page 'error: /encoding: its body cannot be unpacked' /encoding
page 'error: /hang-up: the server closed the connection without an answer' /hang-up
page 'error: /reset: broken off: 300 of 1000 bytes' /reset
page 'error: /no-http: what answers does not speak HTTP' /no-http
page 'error: /nul: what answers does not speak HTTP' /nul
expect 'error: http://127.0.0.1:1*: no connection: Connection refused' --private http://127.0.0.1:10081/

# One failure leaves the handle as it was, also with a connection that is kept.
expect '200 /plain 38 bytes type=text/plain
error: /short: *
200 /long 10 bytes
error: /bomb/64: *
200 /plain 38 bytes type=text/plain
error: /hang-up: *
200 /conditional 10 bytes *' --private "$http/plain" "$http/short" "$http/long" "$http/bomb/64" "$http/plain" \
    "$http/hang-up" "$http/conditional"

# Certificates.
if [ ${#servers[@]} -gt 0 ]; then
    secure() { # expected server options...
        local expected=$1 name=$2
        shift 2
        expect "$expected" --private "$@" "https://127.0.0.1:$(port "$name")/plain"
    }
    ours=(--authorities "$scratch/authority.crt")
    secure '200 https://127.0.0.1:GOOD/plain 38 bytes type=text/plain' good "${ours[@]}"
    secure 'error: *: its certificate is not accepted: *unable to get local issuer certificate' good
    secure 'error: *: its certificate is not accepted: *self-signed certificate' self "${ours[@]}"
    secure '200 *' self --authorities "$scratch/self.crt"
    secure "error: *: its certificate is not accepted: *no alternative certificate subject name matches *'127.0.0.1'" \
        name "${ours[@]}"
    secure 'error: *: its certificate is not accepted: *certificate has expired' late "${ours[@]}"
    printf '%s\n' 'openssl_conf = all' '[all]' 'ssl_conf = ssl' '[ssl]' 'system_default = old' '[old]' \
        'CipherString = DEFAULT:@SECLEVEL=0' 'MinProtocol = TLSv1' >"$scratch/old.cnf"
    OPENSSL_CONF=$scratch/old.cnf secure 'error: *: no secure connection: *' old "${ours[@]}"
    secure 'error: *: *' good --authorities "$scratch/absent.crt"
    page '200 https://127.0.0.1:GOOD/plain *redirects=1' "/redirect?to=https://127.0.0.1:$(port good)/plain" \
        "${ours[@]}"
    page 'error: *: redirected to https://127.0.0.1:SELF/plain: its certificate is not accepted: *' \
        "/redirect?to=https://127.0.0.1:$(port self)/plain" "${ours[@]}"
    expect 'error: *: its certificate is not accepted: *' --private "${ours[@]}" "https://localhost:$(port good)/plain"
fi

[ "$failures" -eq 0 ] || { echo "$failures of $cases cases failed" >&2; exit 1; }
[ "$cases" -ge 80 ] || { echo "fetch.sh: only $cases cases were run" >&2; exit 1; }
[ ${#servers[@]} -gt 0 ] || echo "without TLS: openssl is absent"
echo "$cases cases"
