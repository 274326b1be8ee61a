#!/usr/bin/env bash
# Makes the certificates of the tests anew, in this folder: an authority with a server, a client (with its key in three forms), a server
# for another host, one that is revoked and one that has expired; and another authority with a client. They are good from 2020 to 2120.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
from=20200101000000Z
to=21200101000000Z

# authority NAME: a key and a certificate that it has signed itself.
authority() {
    mkdir "$work/$1"
    touch "$work/$1/index"
    cat >"$work/$1.conf" <<CONF
[ca]
default_ca = this
[this]
database = $work/$1/index
new_certs_dir = $work/$1
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
organizationName = optional
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[server]
extendedKeyUsage = serverAuth
keyUsage = critical,digitalSignature,keyEncipherment
subjectAltName = DNS:localhost,IP:127.0.0.1
[elsewhere]
extendedKeyUsage = serverAuth
keyUsage = critical,digitalSignature,keyEncipherment
subjectAltName = DNS:elsewhere.example
[client]
extendedKeyUsage = clientAuth
keyUsage = critical,digitalSignature,keyEncipherment
CONF
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=Ostler test $1" \
        -keyout "$work/$1.key" -out "$work/$1.csr" 2>/dev/null
    ca "$1" -selfsign -extensions authority -startdate $from -enddate $to -in "$work/$1.csr" -out "$1.pem"
}

ca() {
    openssl ca -config "$work/$1.conf" -keyfile "$work/$1.key" -batch -notext "${@:2}" 2>/dev/null
}

# signed NAME AUTHORITY USE [UNTIL]
signed() {
    openssl req -new -newkey rsa:2048 -nodes -subj "/O=Ostler/CN=$1" -keyout "$1-key.pem" -out "$work/$1.csr" 2>/dev/null
    ca "$2" -cert "$2.pem" -extensions "$3" -startdate $from -enddate "${4:-$to}" -in "$work/$1.csr" -out "$1-cert.pem"
}

authority authority
authority stranger
signed server authority server
signed elsewhere authority elsewhere
signed revoked authority server
signed expired authority server 20200102000000Z
signed client authority client
signed foreign stranger client
openssl rsa -in client-key.pem -traditional -out client-key-pkcs1.pem 2>/dev/null
openssl pkcs8 -topk8 -in client-key.pem -v2 aes128 -passout pass:secret -out client-key-encrypted.pem
openssl ecparam -name prime256v1 -genkey -noout -out ec-key-sec1.pem
ca authority -cert authority.pem -revoke revoked-cert.pem
ca authority -cert authority.pem -gencrl -crl_lastupdate $from -crl_nextupdate $to -out revocations.pem
