#!/bin/sh
# After installing or upgrading. The names in braces are filled in when the package is made.
set -e

ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'

# Pages are sandboxed for every account: where ordinary accounts may not make user namespaces, Chromium takes this helper,
# and it takes it only with these rights. Whether they may is not asked here, because root may when others may not.
chown root:root '/opt/${sanitizedProductName}/chrome-sandbox'
chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'

if command -v update-desktop-database >/dev/null 2>&1; then
  update-desktop-database -q /usr/share/applications || true
fi
if command -v gtk-update-icon-cache >/dev/null 2>&1; then
  gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true
fi
