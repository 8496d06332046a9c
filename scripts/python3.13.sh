#!/usr/bin/env bash
# python3.13.sh FOLDER : makes FOLDER/bin/python, a Python 3.13 with a pip of its own. It is the python3.13 of the PATH or, where none
# runs, that of Debian 13, which is unpacked into FOLDER with all that it needs, its own C library too. apt resolves and verifies that,
# with lists of its own: nothing is installed, and this machine's sources stay as they are.
set -euo pipefail
folder=$(realpath -m "$1")
rm -rf "$folder" && mkdir -p "$folder"
if python3.13 -c '' 2>/dev/null && python3.13 -m venv "$folder" 2>/dev/null; then
  exit
fi
"$(dirname "$0")/need.sh" apt-get dpkg
rm -rf "$folder" && mkdir -p "$folder"/apt/{etc/apt.conf.d,etc/preferences.d,lists/partial,cache/archives/partial}
: >"$folder/apt/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main" >"$folder/apt/sources.list"
cat >"$folder/apt/conf" <<CONF
Dir::Etc "$folder/apt/etc";
Dir::Etc::SourceList "$folder/apt/sources.list";
Dir::Etc::SourceParts "-";
Dir::State "$folder/apt";
Dir::State::Lists "$folder/apt/lists";
Dir::State::Status "$folder/apt/status";
Dir::Cache "$folder/apt/cache";
Dir::Log "$folder/apt";
Debug::NoLocking "1";
Acquire::Languages "none";
APT::Install-Recommends "0";
APT::Sandbox::User "$(id -un)";
CONF
export APT_CONFIG=$folder/apt/conf
apt-get update -qq
apt-get install -qq -y --download-only python3.13-venv >/dev/null
for package in "$folder"/apt/cache/archives/*.deb; do dpkg -x "$package" "$folder/root"; done
rm -r "$folder/apt"
# By its own loader, with its own libraries; whoever looks for it finds this script.
libraries=$(dirname "$(ls "$folder"/root/usr/lib/*/libc.so.6)")
loader=$(ls "$libraries"/ld-linux*.so.*)
python=$folder/root/usr/bin/python3.13
mv "$python" "$python.real"
printf '#!/bin/sh\nexec "%s" --library-path "%s" --argv0 "$0" "%s" "$@"\n' "$loader" "$libraries" "$python.real" >"$python"
chmod +x "$python"
"$python" -m venv --without-pip "$folder"
wheel=$(ls "$folder"/root/usr/share/python-wheels/pip-*.whl)
"$folder/bin/python" "$wheel/pip" install --quiet --no-index --disable-pip-version-check "$wheel"
