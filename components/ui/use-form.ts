'use client'

import { type ChangeEvent, type SubmitEvent, useEffect, useRef, useState } from 'react'
import { focusFault } from './focus-fault.ts'
import { useAfterPress } from './use-after-press.ts'

/** What is wrong, in words, by field. */
export type FormErrors<Values> = { readonly [Field in keyof Values]?: string | undefined }

/** A form as it is to be sent, or why it cannot be. */
export type Checked<Values, Input> =
  | { readonly ok: true; readonly input: Input }
  | { readonly ok: false; readonly errors: FormErrors<Values> }

/**
 * The state of a form. A field is judged when the focus leaves it and from then on with each change; all
 * are when the form is sent. What was typed survives any answer.
 */
export function useForm<Values extends object, Input>(
  initial: Values,
  check: (values: Values) => Promise<Checked<Values, Input>>,
) {
  const ref = useRef<HTMLFormElement>(null)
  const latest = useRef(initial)
  const left = useRef(new Set<keyof Values>())
  const sending = useRef(false)
  const [values, setValues] = useState(initial)
  const [errors, setErrors] = useState<FormErrors<Values>>({})
  const [submitting, setSubmitting] = useState(false)
  const [submitted, setSubmitted] = useState(false)
  const [refusals, setRefusals] = useState(0)
  const afterPress = useAfterPress()

  // Drawn by now: the first field that says it is wrong takes the focus.
  useEffect(() => {
    if (refusals > 0) focusFault(ref.current)
  }, [refusals])

  const judge = async (...fields: (keyof Values)[]) => {
    const judged = latest.current
    const checked = await check(judged)
    // Changed meanwhile: that change is judged by itself.
    if (judged !== latest.current) return
    setErrors((before) => {
      const after: { -readonly [Field in keyof Values]?: string | undefined } = { ...before }
      for (const field of fields) after[field] = checked.ok ? undefined : checked.errors[field]
      return after
    })
  }

  /** Judges fields as if each had been left: what was typed another time, and comes back. */
  const judgeLeft = (fields: readonly (keyof Values)[]) => {
    for (const field of fields) left.current.add(field)
    return judge(...fields)
  }

  /** What is wrong with the form as it stands; marks nothing. */
  const faults = async (): Promise<FormErrors<Values>> => {
    const checked = await check(latest.current)
    return checked.ok ? {} : checked.errors
  }

  const set = <Field extends keyof Values>(field: Field, value: Values[Field]) => {
    latest.current = { ...latest.current, [field]: value }
    setValues(latest.current)
    if (submitted || left.current.has(field)) void judge(field)
  }

  /** Begins again with other values: nothing of them is judged yet. */
  const replace = (next: Values) => {
    latest.current = next
    left.current.clear()
    setValues(next)
    setErrors({})
    setSubmitted(false)
  }

  /** Shows what an answer says is wrong, and leads to the first of it. */
  const refuse = (found: FormErrors<Values>) => {
    setErrors((before) => ({ ...before, ...found }))
    setRefusals((count) => count + 1)
  }

  const submit = (send: (input: Input) => Promise<void>) => async (event: SubmitEvent) => {
    event.preventDefault()
    if (sending.current) return
    sending.current = true
    setSubmitting(true)
    setSubmitted(true)
    try {
      const checked = await check(latest.current)
      setErrors(checked.ok ? {} : checked.errors)
      if (checked.ok) await send(checked.input)
      else setRefusals((count) => count + 1)
    } finally {
      sending.current = false
      setSubmitting(false)
    }
  }

  /** To be spread on a control that is given its value and calls back with the next one. */
  const field = <Field extends keyof Values & string>(name: Field) => ({
    name,
    value: values[name],
    error: errors[name],
    onChange: (value: Values[Field]) => set(name, value),
    onBlur: () => {
      left.current.add(name)
      afterPress(() => void judge(name))
    },
  })

  /** The same for the controls that give the event of the browser: text, choices. */
  const input = <Field extends keyof Values & string>(name: Field) => ({
    ...field(name),
    onChange: (event: ChangeEvent<HTMLInputElement> & { target: { value: Values[Field] } }) =>
      set(name, event.target.value),
  })

  return {
    ref,
    values,
    latest,
    errors,
    submitting,
    submitted,
    set,
    replace,
    judgeLeft,
    faults,
    field,
    input,
    refuse,
    submit,
  }
}
