# Run as root with package names: installs them so that none starts a server, now or at the next boot.
# Read by SystemPackages from the assembly and given to `bash -s`.
set -euo pipefail
policy=/usr/sbin/policy-rc.d
saved=$policy.before-logistics
mark='# made by Logistics while it installs packages'

# An installation that was killed may have left our policy behind; it is never anybody's own.
if [ -e "$policy" ] && grep -qF "$mark" "$policy"; then rm -f "$policy"; fi
if [ -e "$policy" ] && [ ! -e "$saved" ]; then mv "$policy" "$saved"; fi

restore() {
  rm -f "$policy"
  if [ -e "$saved" ]; then mv "$saved" "$policy"; fi
}
trap restore EXIT
trap 'exit 130' INT TERM HUP
printf '#!/bin/sh\n%s\nexit 101\n' "$mark" > "$policy"
chmod 755 "$policy"

export DEBIAN_FRONTEND=noninteractive
apt-get -q -o DPkg::Lock::Timeout=300 update < /dev/null || echo 'apt-get update failed: trying with the package lists of before' >&2
apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@" < /dev/null

if command -v systemctl > /dev/null; then
  for package in "$@"; do
    case $package in
      postgresql | rabbitmq-server) systemctl disable --quiet "$package" < /dev/null || true ;;
    esac
  done
fi
