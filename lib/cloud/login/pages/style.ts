/** The one style block of every login page: the tokens of the console's look, light and dark. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f7f7f5; --panel: #ffffff; --line: #e6e5e1; --strong: #d5d3cd;
  --ink: #1b1c1e; --ink-2: #55575c; --ink-3: #6b6d73;
  --brass: #7d5f1a; --brass-tint: #f6efdd; --bad: #b3261e; --bad-tint: #fbe7e5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #111214; --panel: #18191c; --line: #2a2c30; --strong: #3a3c41;
    --ink: #ececea; --ink-2: #b3b5b9; --ink-3: #979a9f;
    --brass: #d9b45f; --brass-tint: #2c2617; --bad: #f28b82; --bad-tint: #331a18;
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  background: var(--ground); color: var(--ink); min-height: 100vh; padding: 24px 16px;
  display: grid; place-items: center;
  font: 13px/20px 'Geist Variable', Geist, ui-sans-serif, system-ui, sans-serif;
  -webkit-font-smoothing: antialiased;
}
main {
  width: 100%; max-width: 408px; background: var(--panel); border: 1px solid var(--line);
  border-radius: 10px; padding: 24px; box-shadow: 0 1px 2px rgb(0 0 0 / 4%);
}
.brand { display: flex; align-items: center; gap: 8px; font-size: 14px; font-weight: 600; }
.mark {
  display: grid; place-items: center; width: 24px; height: 24px; border-radius: 6px;
  background: var(--ink); color: var(--panel);
}
.badge {
  margin-left: auto; padding: 2px 10px; border-radius: 999px; font-size: 12px; font-weight: 400;
  background: var(--brass-tint); color: var(--brass);
}
h1 { margin: 24px 0 4px; font-size: 20px; line-height: 28px; font-weight: 600; }
p { color: var(--ink-2); }
p + p { margin-top: 8px; }
ul { list-style: none; padding: 0; margin: 16px 0; display: grid; gap: 8px; }
button {
  font: inherit; color: inherit; cursor: pointer; border: 1px solid var(--strong);
  border-radius: 8px; background: var(--panel); padding: 0 16px; min-height: 32px;
}
li { display: grid; grid-template-rows: auto auto; }
button.account {
  grid-area: 1 / 1 / 3 / 2; display: grid; grid-template-rows: subgrid; text-align: left;
  padding: 8px 12px 0 56px; border-color: var(--line);
}
button:hover { border-color: var(--ink-3); background: var(--ground); }
button:focus-visible, a:focus-visible { outline: 2px solid var(--brass); outline-offset: 2px; }
.initials {
  grid-area: 1 / 1 / 3 / 2; align-self: center; width: 32px; height: 32px; margin-left: 13px;
  border-radius: 50%; display: grid; place-items: center; pointer-events: none;
  background: var(--brass-tint); color: var(--brass); font-size: 11px; font-weight: 600;
}
.address { font-weight: 500; overflow-wrap: anywhere; }
.person {
  grid-area: 2 / 1; padding: 0 13px 9px 57px; color: var(--ink-3); font-size: 12px; line-height: 16px;
  pointer-events: none;
}
button.primary { background: var(--ink); color: var(--panel); border-color: var(--ink); margin-top: 16px; }
button.primary:hover { background: var(--ink-2); border-color: var(--ink-2); }
.note { border-top: 1px solid var(--line); padding-top: 16px; font-size: 12px; line-height: 18px; }
.fault { margin-top: 16px; padding: 12px; border-radius: 8px; background: var(--bad-tint); color: var(--bad); overflow-wrap: anywhere; }
.facts { margin-top: 16px; font-size: 12px; color: var(--ink-3); overflow-wrap: anywhere; }
`
