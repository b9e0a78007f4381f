#!/bin/sh
# After removing, and after the old version is taken away in an upgrade: then the link is the new one's. What people made
# with the app lies in their home folders and is left alone.
set -e

case "$1" in
  upgrade | 1) exit 0 ;;
esac

if [ "$(readlink '/usr/bin/${executable}')" = '/opt/${sanitizedProductName}/${executable}' ]; then
  rm -f '/usr/bin/${executable}'
fi

if command -v update-desktop-database >/dev/null 2>&1; then
  update-desktop-database -q /usr/share/applications || true
fi
if command -v gtk-update-icon-cache >/dev/null 2>&1; then
  gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true
fi
