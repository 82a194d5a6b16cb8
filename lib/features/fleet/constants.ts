/** Certificates asked for in one request; more are asked for in several. */
export const detailsMax = 5_000
