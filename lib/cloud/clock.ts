/** The shifted time that vault and ARM objects live on. */
export interface CloudClock {
  /** Real time plus the shift. */
  now(): Date
}
