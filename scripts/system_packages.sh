#!/bin/sh
# Installs the system packages that pip cannot bring, with apt when allowed; otherwise says in one
# line what to install. Usage: system_packages.sh run|test|browsers
set -eu

missing=""
need() { # need PACKAGE COMMAND…: remember PACKAGE when COMMAND fails
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
library() { ldconfig -p 2>/dev/null | grep -q "$1" || [ -n "$(find /usr/lib /usr/local/lib /opt/homebrew/lib -name "$1*" 2>/dev/null | head -n 1)" ]; }
font() { [ -n "$(find /usr/share/fonts "$HOME/.fonts" /Library/Fonts -iname "$1*" 2>/dev/null | head -n 1)" ]; }
postgres15() { [ -x /usr/lib/postgresql/15/bin/postgres ]; }

need libpango-1.0-0 library libpango-1.0.so.0
need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
need libharfbuzz-subset0 library libharfbuzz-subset.so.0
need fonts-droid-fallback font DroidSansFallback
need fonts-dejavu-core font DejaVuSans
need fontconfig command -v fc-list
if [ "${1:-run}" = test ]; then
    need fonts-liberation font LiberationSans-Regular # as wide as Arial, which most machines have
    need chromium sh -c 'command -v chromium || command -v chromium-browser || command -v google-chrome'
    need postgresql-15 postgres15
    need poppler-utils command -v pdfsig
fi
if [ "${1:-run}" = browsers ]; then
    need firefox-esr command -v firefox-esr
    need webkit2gtk-driver command -v WebKitWebDriver
    need xvfb command -v Xvfb
fi
[ -z "$missing" ] && exit 0

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "· installing system packages:$missing"
    apt-get update -qq || true
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
    echo "These system packages could not be installed:$missing" >&2
    exit 1
fi
echo "Please install these system packages first:$missing   (Debian, Ubuntu: sudo apt install$missing)" >&2
exit 1
