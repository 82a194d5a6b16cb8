// @ts-check

/** @type {import('next').NextConfig} */
const config = {
  // A second copy beside this one needs its own build folder.
  distDir: process.env.STRONGROOM_BUILD ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Unused features of Next.js stay off: each is attack surface.
  images: { unoptimized: true },
  serverExternalPackages: [
    'pino',
    'pg',
    'node-forge',
    'pkijs',
    '@peculiar/x509',
    '@azure/msal-node',
  ],
  typescript: { ignoreBuildErrors: true },
}

export default config
