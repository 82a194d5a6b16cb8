/** What a colour says. It never says it alone: an icon and a word always stand beside it. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'neutral'
