// Stands in for the marker package `server-only` where tests import server modules without a bundler.
export {}
