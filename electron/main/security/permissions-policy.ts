/** What a page could ask the browser for by itself. Copying by a button is all that it needs, and is not listed. */
const DENIED_FEATURES = [
  'accelerometer',
  'camera',
  'clipboard-read',
  'display-capture',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]

/** The value of the header that takes features from a page before it can ask for them. */
export function permissionsPolicy(): string {
  // SECURITY: a permission that is refused was asked for in main first, where asking alone did harm: listing USB devices
  // ends the whole app on some systems.
  return DENIED_FEATURES.map(feature => `${feature}=()`).join(', ')
}
