/** A row of numbers that looks like chance and is the same each time. */
export interface Dice {
  /** At least 0, below 1. */
  roll(): number
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  pick<T>(choices: readonly [T, ...T[]]): T
}

/** The generator of Marsaglia, "Xorshift RNGs", 2003, with the triple 13, 17, 5. */
export function createDice(seed: number): Dice {
  let state = seed | 0 || 1
  const roll = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number): number =>
    least + Math.floor(roll() * (most - least + 1))
  return {
    roll,
    between,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
  }
}
