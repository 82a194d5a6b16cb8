/**
 * Largest upload, in bytes. A PFX with an RSA-4096 key and ten certificates is about 25 kB; the limit
 * leaves room for odd bundles and keeps the base64 form below the 1 MB that a server action takes.
 */
export const importFileMaxBytes = 512 * 1024
